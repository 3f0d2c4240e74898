// Distances to simple solids, in centimetres: negative inside, positive outside. The y axis points up.
// A scene is built from these; none allocates, because a picture asks them some hundred million times.

export const sphere = (cx, cy, cz, radius) => (x, y, z) => Math.hypot(x - cx, y - cy, z - cz) - radius;

/** A box of half sizes `hx, hy, hz` around the origin with rounded edges. */
export const box =
  (hx, hy, hz, round = 0) =>
  (x, y, z) => {
    const dx = Math.abs(x) - hx + round;
    const dy = Math.abs(y) - hy + round;
    const dz = Math.abs(z) - hz + round;
    const outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0), Math.max(dz, 0));
    return outside + Math.min(Math.max(dx, dy, dz), 0) - round;
  };

/** An upright cylinder of half height `hy` around the origin with rounded rims. */
export const cylinder =
  (radius, hy, round = 0) =>
  (x, y, z) => {
    const dr = Math.hypot(x, z) - radius + round;
    const dy = Math.abs(y) - hy + round;
    return Math.min(Math.max(dr, dy), 0) + Math.hypot(Math.max(dr, 0), Math.max(dy, 0)) - round;
  };

/** A rod from a to b whose radius goes from `ra` to `rb`. */
export const rod = ([ax, ay, az], [bx, by, bz], ra, rb = ra) => {
  const vx = bx - ax;
  const vy = by - ay;
  const vz = bz - az;
  const square = vx * vx + vy * vy + vz * vz;
  return (x, y, z) => {
    const px = x - ax;
    const py = y - ay;
    const pz = z - az;
    const along = Math.min(1, Math.max(0, (px * vx + py * vy + pz * vz) / square));
    return Math.hypot(px - vx * along, py - vy * along, pz - vz * along) - (ra + (rb - ra) * along);
  };
};

/** A ring lying in the x-z plane. */
export const ring = (radius, thickness) => (x, y, z) => Math.hypot(Math.hypot(x, z) - radius, y) - thickness;

/** A closed outline of points [u, v] as a signed distance in its own plane. */
export function outline(points) {
  const count = points.length;
  const us = Float64Array.from(points, ([u]) => u);
  const vs = Float64Array.from(points, ([, v]) => v);
  return (u, v) => {
    let square = Infinity;
    let sign = 1;
    for (let i = 0, j = count - 1; i < count; j = i, i += 1) {
      const eu = us[j] - us[i];
      const ev = vs[j] - vs[i];
      const wu = u - us[i];
      const wv = v - vs[i];
      const along = Math.min(1, Math.max(0, (wu * eu + wv * ev) / (eu * eu + ev * ev)));
      const du = wu - eu * along;
      const dv = wv - ev * along;
      const here = du * du + dv * dv;
      if (here < square) square = here;
      const above = v >= vs[i];
      const below = v < vs[j];
      const left = eu * wv > ev * wu;
      if ((above && below && left) || (!above && !below && !left)) sign = -sign;
    }
    return sign * Math.sqrt(square);
  };
}

/** The outline [radius, height] turned around the y axis. */
export function turned(points, round = 0) {
  const flat = outline(points);
  return (x, y, z) => flat(Math.hypot(x, z), y) - round;
}

/** A turned shell: the line [radius, height] with a thickness, open where the line is open. */
export function shell(points, thickness) {
  const parts = points.slice(1).map((point, index) => [points[index], point]);
  return (x, y, z) => {
    const r = Math.hypot(x, z);
    let best = Infinity;
    for (const [[ar, ay], [br, by]] of parts) {
      const er = br - ar;
      const ey = by - ay;
      const along = Math.min(1, Math.max(0, ((r - ar) * er + (y - ay) * ey) / (er * er + ey * ey)));
      best = Math.min(best, Math.hypot(r - ar - er * along, y - ay - ey * along));
    }
    return best - thickness;
  };
}

/** The outline in the x-y plane pulled out by `depth` to both sides of z = 0. */
export function extruded(points, depth, round = 0) {
  const flat = outline(points);
  return (x, y, z) => {
    const dr = flat(x, y) + round;
    const dz = Math.abs(z) - depth + round;
    return Math.min(Math.max(dr, dz), 0) + Math.hypot(Math.max(dr, 0), Math.max(dz, 0)) - round;
  };
}

/** A chain of rods through points, `radius` thick. */
export function cord(points, radius) {
  const rods = points.slice(1).map((point, index) => rod(points[index], point, radius));
  return (x, y, z) => {
    let best = Infinity;
    for (const piece of rods) best = Math.min(best, piece(x, y, z));
    return best;
  };
}

// ---------------------------------------------------------------- placing and joining

export const moved =
  (solid, [tx, ty, tz]) =>
  (x, y, z) =>
    solid(x - tx, y - ty, z - tz);

/** Turns a solid around an axis (`"x"`, `"y"` or `"z"`) through the origin, counter-clockwise seen from its tip. */
export function rotated(solid, axis, degrees) {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  if (axis === "x") return (x, y, z) => solid(x, c * y + s * z, c * z - s * y);
  if (axis === "y") return (x, y, z) => solid(c * x - s * z, y, s * x + c * z);
  return (x, y, z) => solid(c * x + s * y, c * y - s * x, z);
}

export const joined =
  (...solids) =>
  (x, y, z) => {
    let best = Infinity;
    for (const solid of solids) best = Math.min(best, solid(x, y, z));
    return best;
  };

export const cut = (solid, tool) => (x, y, z) => Math.max(solid(x, y, z), -tool(x, y, z));

export const shared = (a, b) => (x, y, z) => Math.max(a(x, y, z), b(x, y, z));

/** Joins two solids with a fillet about `radius` wide. */
export const blended = (a, b, radius) => (x, y, z) => {
  const da = a(x, y, z);
  const db = b(x, y, z);
  const h = Math.max(radius - Math.abs(da - db), 0) / radius;
  return Math.min(da, db) - h * h * radius * 0.25;
};

/** Points of a smooth curve through the given ones (Catmull-Rom), `steps` for each stretch. */
export function smooth(points, steps = 6) {
  const result = [];
  for (let i = 0; i < points.length - 1; i += 1) {
    const p0 = points[Math.max(0, i - 1)];
    const p1 = points[i];
    const p2 = points[i + 1];
    const p3 = points[Math.min(points.length - 1, i + 2)];
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      result.push(
        p1.map(
          (value, k) =>
            value +
            0.5 *
              t *
              (p2[k] -
                p0[k] +
                t * (2 * p0[k] - 5 * value + 4 * p2[k] - p3[k] + t * (3 * (value - p2[k]) + p3[k] - p0[k]))),
        ),
      );
    }
  }
  result.push(points[points.length - 1]);
  return result;
}

/**
 * A place in the room: `steps` are turns (`["y", 20]`) and moves (`[x, y, z]`), applied to the solid in this order.
 * `put` moves a solid there, `local` says where a point of the room lies in the solid's own measure, `world` the reverse.
 */
export function placement(...steps) {
  const isTurn = (step) => typeof step[0] === "string";
  const put = (solid) =>
    steps.reduce((result, step) => (isTurn(step) ? rotated(result, step[0], step[1]) : moved(result, step)), solid);
  const found = [0, 0, 0];
  const capture = put((x, y, z) => {
    found[0] = x;
    found[1] = y;
    found[2] = z;
    return 0;
  });
  const local = (x, y, z) => {
    capture(x, y, z);
    return found;
  };
  const world = (point) =>
    steps.reduce((at, step) => (isTurn(step) ? turn(at, step) : at.map((v, k) => v + step[k])), point);
  return { put, local, world };
}

function turn([x, y, z], [axis, degrees]) {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  if (axis === "x") return [x, c * y - s * z, s * y + c * z];
  if (axis === "y") return [c * x + s * z, y, c * z - s * x];
  return [c * x - s * y, s * x + c * y, z];
}
