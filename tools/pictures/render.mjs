// Looks at a scene of solids and says for every pixel which surface is seen and how much light it gets.
// The result is not a photograph: compose.mjs cuts it into a few flat tones, as a printmaker would.

const normalize = ([x, y, z]) => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

const farCm = 400;
const samplesPerEdge = 4;

/**
 * @param scene {parts: [{solid, bound: [x, y, z, r] | null, surface: name | (x, y, z) => name}], surfaces: {name: look},
 *   camera: {from, at, fov}, light: {towards, lamp?: {at, towards, spread}}}
 * @returns {width, height, names, seen: Uint8Array, light: Float32Array, cover(index, name)}: `seen` indexes `names`
 */
export function render(scene, width, height) {
  const { parts, surfaces } = scene;
  const names = Object.keys(surfaces);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const eye = scene.camera.from;
  const forward = normalize(scene.camera.at.map((value, k) => value - eye[k]));
  const right = normalize(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const zoom = Math.tan(((scene.camera.fov / 2) * Math.PI) / 180) / (height / 2);
  const sun = normalize(scene.light.towards);
  const sunRight = normalize(cross([0, 1, 0], sun));
  const sunUp = cross(sun, sunRight);

  function distance(x, y, z) {
    let best = Infinity;
    for (const part of parts) {
      const bound = part.bound;
      if (bound !== null) {
        const ball = Math.hypot(x - bound[0], y - bound[1], z - bound[2]) - bound[3];
        if (ball >= best) continue;
      }
      const here = part.solid(x, y, z);
      if (here < best) best = here;
    }
    return best;
  }

  function nearest(x, y, z) {
    let best = Infinity;
    let found = parts[0];
    for (const part of parts) {
      const here = part.solid(x, y, z);
      if (here < best) {
        best = here;
        found = part;
      }
    }
    return found;
  }

  function march(ox, oy, oz, dx, dy, dz, start, end) {
    let t = start;
    for (let step = 0; step < 220 && t < end; step += 1) {
      const here = distance(ox + dx * t, oy + dy * t, oz + dz * t);
      if (here < 0.0008 * t) return t;
      t += here * 0.9;
    }
    return t < end ? t : Infinity;
  }

  /** 1 in full light, 0 in the umbra; `hardness` is the distance over the light's radius. */
  function reach(x, y, z, dx, dy, dz, end, hardness) {
    let open = 1;
    let t = 0.2;
    for (let step = 0; step < 240 && t < end; step += 1) {
      const here = distance(x + dx * t, y + dy * t, z + dz * t);
      open = Math.min(open, 0.5 + (0.5 * hardness * here) / t);
      if (open <= 0) return 0;
      t += Math.max(0.05, Math.min(here * 0.4, 0.02 * t + 0.3 * here));
    }
    return open * open * (3 - 2 * open);
  }

  /** Daylight comes through a window: 1 where its panes let it pass, 0 behind the frame and the wall beside it. */
  function throughWindow(x, y, z) {
    const { panes } = scene.light;
    const across = x * sunRight[0] + y * sunRight[1] + z * sunRight[2] - panes.across;
    const along = x * sunUp[0] + y * sunUp[1] + z * sunUp[2] - panes.along;
    const soft = panes.soft;
    const inside = Math.min(panes.halfWidth - Math.abs(across), panes.halfHeight - Math.abs(along));
    const bar = Math.min(
      ...panes.bars.map((place) => Math.abs(across - place) - panes.barHalf),
      ...panes.rails.map((place) => Math.abs(along - place) - panes.barHalf),
      99,
    );
    const step = (value) => Math.min(1, Math.max(0, 0.5 + value / soft));
    return step(inside) * step(bar);
  }

  function closeness(x, y, z, nx, ny, nz) {
    let hidden = 0;
    let weight = 1;
    for (const step of [0.4, 1, 2, 3.6, 6]) {
      hidden += (weight * Math.max(0, step - distance(x + nx * step, y + ny * step, z + nz * step))) / step;
      weight *= 0.72;
    }
    return Math.max(0, 1 - hidden * 0.42);
  }

  function direction(px, py) {
    const u = (px - width / 2) * zoom;
    const v = (height / 2 - py) * zoom;
    return normalize([0, 1, 2].map((k) => forward[k] + right[k] * u + up[k] * v));
  }

  function look(px, py) {
    const [dx, dy, dz] = direction(px, py);
    const t = march(eye[0], eye[1], eye[2], dx, dy, dz, 1, farCm);
    if (t === Infinity) throw new Error(`nothing seen at ${px}, ${py}: the scene needs a wall`);
    return [eye[0] + dx * t, eye[1] + dy * t, eye[2] + dz * t, dx, dy, dz];
  }

  function surfaceAt(x, y, z) {
    const { surface } = nearest(x, y, z);
    const name = typeof surface === "function" ? surface(x, y, z) : surface;
    const index = indexOf.get(name);
    if (index === undefined) throw new Error(`no such surface: ${name}`);
    return index;
  }

  function shade(x, y, z, dx, dy, dz, kind) {
    const e = kind.fine ?? 0.1;
    const here = distance(x, y, z);
    let [nx, ny, nz] = normalize([
      distance(x + e, y, z) - here,
      distance(x, y + e, z) - here,
      distance(x, y, z + e) - here,
    ]);
    if (kind.bump) [nx, ny, nz] = normalize(kind.bump(x, y, z).map((value, k) => value + [nx, ny, nz][k]));
    const facing = nx * sun[0] + ny * sun[1] + nz * sun[2];
    const direct =
      facing <= 0
        ? 0
        : throughWindow(x, y, z) *
          reach(x + nx * 0.06, y + ny * 0.06, z + nz * 0.06, ...sun, 140, scene.light.hardness);
    const near = kind.open ? 1 : closeness(x, y, z, nx, ny, nz);
    const mirror = 2 * (dx * nx + dy * ny + dz * nz);
    const [rx, ry, rz] = [dx - mirror * nx, dy - mirror * ny, dz - mirror * nz];
    let value =
      scene.light.power * Math.max(0, facing) * direct +
      near * (0.2 * (0.5 + 0.5 * ny) + 0.1 * (0.5 - 0.5 * nx) + 0.07) +
      0.05 * near * (0.5 - 0.5 * ny);
    if (kind.metal) value = value * (1 - kind.metal) + kind.metal * studio(rx, ry, rz, near, direct);
    if (kind.gloss) {
      const rim = 0.25 + 0.75 * (1 - Math.abs(dx * nx + dy * ny + dz * nz)) ** 3;
      value += kind.gloss * rim * window(rx, ry, rz) * near;
    }
    if (kind.glow) value += kind.glow(x, y, z, nx, ny, nz);
    const { lamp } = scene.light;
    if (lamp) value += lampLight(lamp, x, y, z, nx, ny, nz);
    return value;
  }

  function lampLight(lamp, x, y, z, nx, ny, nz) {
    const [lx, ly, lz] = lamp.at.map((value, k) => value - [x, y, z][k]);
    const far = Math.hypot(lx, ly, lz);
    const [tx, ty, tz] = [lx / far, ly / far, lz / far];
    const axis = normalize(lamp.towards);
    const inCone = -(tx * axis[0] + ty * axis[1] + tz * axis[2]);
    const edge = Math.min(1, Math.max(0, (inCone - lamp.spread) / 0.1));
    const facing = nx * tx + ny * ty + nz * tz;
    if (edge === 0 || facing <= 0) return 0;
    const open = reach(x + nx * 0.06, y + ny * 0.06, z + nz * 0.06, tx, ty, tz, far - 1, 14);
    return (lamp.power * edge * facing * open * 400) / (400 + far * far);
  }

  /** A tall window to the left, behind the camera: what gloss mirrors. */
  function window(rx, ry, rz) {
    const turn = Math.atan2(-rx, rz);
    const rise = Math.asin(Math.max(-1, Math.min(1, ry)));
    const across = Math.abs(turn - 0.95) / 0.34;
    const along = Math.abs(rise - 0.5) / 0.4;
    const bar = Math.abs(turn - 0.95) < 0.03 || Math.abs(rise - 0.5) < 0.03 ? 0.35 : 1;
    return across < 1 && along < 1 ? bar : 0;
  }

  /** What polished metal mirrors: a bright window side, a dark room, the lit table. */
  function studio(rx, ry, rz, near, direct) {
    const turn = Math.atan2(-rx, rz);
    const bright = 0.95 * Math.exp(-(((turn - 0.95) / 0.42) ** 2)) + 0.42 * Math.exp(-(((turn + 1.9) / 0.35) ** 2));
    const floor = ry < 0 ? 0.3 * Math.min(1, -ry * 2.5) : 0.08 + 0.62 * Math.exp(-(((ry - 0.78) / 0.2) ** 2));
    return (0.12 + bright * (0.45 + 0.55 * direct) + floor) * (0.35 + 0.65 * near);
  }

  const seen = new Uint8Array(width * height);
  const light = new Float32Array(width * height);
  for (let py = 0; py < height; py += 1) {
    for (let px = 0; px < width; px += 1) {
      const [x, y, z, dx, dy, dz] = look(px + 0.5, py + 0.5);
      const index = surfaceAt(x, y, z);
      seen[py * width + px] = index;
      light[py * width + px] = shade(x, y, z, dx, dy, dz, surfaces[names[index]]);
    }
  }

  // Where two surfaces meet inside a pixel, how much of it each covers.
  const edges = new Map();
  for (let py = 1; py < height - 1; py += 1) {
    for (let px = 1; px < width - 1; px += 1) {
      const at = py * width + px;
      const own = seen[at];
      const inner = [at - 1, at + 1, at - width, at + width].every((other) => seen[other] === own);
      if (inner) continue;
      const share = new Map();
      for (let sample = 0; sample < samplesPerEdge ** 2; sample += 1) {
        const ox = ((sample % samplesPerEdge) + 0.5) / samplesPerEdge;
        const oy = (Math.floor(sample / samplesPerEdge) + 0.5) / samplesPerEdge;
        const [x, y, z] = look(px + ox, py + oy);
        const index = surfaceAt(x, y, z);
        share.set(index, (share.get(index) ?? 0) + 1 / samplesPerEdge ** 2);
      }
      edges.set(at, share);
    }
  }
  const cover = (at, index) => edges.get(at)?.get(index) ?? (seen[at] === index && !edges.has(at) ? 1 : 0);
  const project = (point) => {
    const ray = point.map((value, k) => value - eye[k]);
    const dot = (axis) => ray[0] * axis[0] + ray[1] * axis[1] + ray[2] * axis[2];
    const depth = dot(forward);
    return [dot(right) / depth / zoom + width / 2, height / 2 - dot(up) / depth / zoom];
  };
  return { width, height, names, seen, light, cover, project };
}
