import { cord, joined, outline, placement, smooth } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

// A right shoe seen from outside: toe at x = -14, heel at x = 14, its middle line near z = 0.

/** A curve through [x, value] points, looked up quickly. */
function curve(points) {
  const from = -16;
  const step = 0.05;
  const line = smooth(points, 12);
  const table = Float64Array.from({ length: 641 }, (_, index) => {
    const x = from + index * step;
    const after = line.findIndex(([px]) => px >= x);
    if (after === -1) return line[line.length - 1][1];
    if (after === 0) return line[0][1];
    const [x0, v0] = line[after - 1];
    const [x1, v1] = line[after];
    return x1 === x0 ? v1 : v0 + ((v1 - v0) * (x - x0)) / (x1 - x0);
  });
  return (x) => {
    const place = Math.min(639.999, Math.max(0, (x - from) / step));
    const index = Math.floor(place);
    return table[index] + (table[index + 1] - table[index]) * (place - index);
  };
}

const footprint = smooth(
  [
    [-14.2, 0.6],
    [-13.4, 2.6],
    [-10.5, 4.3],
    [-6.5, 4.9],
    [-2, 4.4],
    [3, 3.7],
    [8, 3.7],
    [12, 3.5],
    [14, 2.1],
    [14.6, 0],
    [14, -2.1],
    [12, -3.3],
    [8, -3.3],
    [3, -2.7],
    [-2, -3],
    [-6.5, -4],
    [-10.5, -3.7],
    [-13.2, -1.9],
    [-14.2, 0.6],
  ],
  3,
).slice(0, -1);
const inPlan = outline(footprint);
const ground = curve([
  [-16, 2.6],
  [-14.2, 1.75],
  [-11, 0.55],
  [-7, 0.08],
  [-3, 0],
  [9, 0],
  [12, 0.15],
  [14.6, 0.9],
  [16, 1.3],
]);
const soleTop = curve([
  [-16, 4.3],
  [-14.2, 3.9],
  [-11, 3.05],
  [-7, 2.75],
  [-2, 2.95],
  [4, 3.4],
  [9, 3.9],
  [12.5, 4.3],
  [14.6, 5.1],
  [16, 5.4],
]);
const crown = curve([
  [-16, 3.6],
  [-14, 4.3],
  [-12.8, 5.4],
  [-10.5, 6.3],
  [-8, 6.9],
  [-5, 8.1],
  [-2, 9.8],
  [0.6, 11.2],
  [2.4, 11.6],
  [4.4, 10.5],
  [6.6, 9.3],
  [8.8, 9.2],
  [10.8, 10.4],
  [12.4, 12.2],
  [13.4, 12.5],
  [14.2, 11],
  [15, 8],
  [16, 6],
]);
const halfWide = curve([
  [-16, 0.4],
  [-14.1, 0.9],
  [-13.2, 2.3],
  [-10.5, 3.75],
  [-6.5, 4.2],
  [-2, 3.55],
  [3, 3.05],
  [8, 3.15],
  [12, 2.95],
  [13.6, 2],
  [14.4, 0.9],
  [16, 0.3],
]);
const middle = curve([
  [-16, 0.5],
  [-13, 0.45],
  [-6, 0.4],
  [2, 0.4],
  [8, 0.2],
  [14, 0],
  [16, 0],
]);

/** `grow(x, y)` widens the footprint. */
const slabBetween = (low, high, grow, round) => (x, y, z) => {
  const plan = inPlan(x, z) - grow(x, y);
  const bottom = low(x);
  const top = high(x);
  const dy = Math.abs(y - (bottom + top) / 2) - (top - bottom) / 2;
  const a = plan + round;
  const b = dy + round;
  return (Math.min(Math.max(a, b), 0) + Math.hypot(Math.max(a, 0), Math.max(b, 0)) - round) * 0.85;
};
const waist = (x, y) => 0.28 * Math.sin(((y - ground(x)) / (soleTop(x) - ground(x))) * Math.PI);
const midsole = slabBetween(
  (x) => ground(x) + 0.5,
  soleTop,
  (x, y) => -waist(x, y),
  0.35,
);
const lugs = (x) => 0.38 * Math.min(1, Math.max(0, 0.5 + 2.4 * Math.sin(x * 3.4)));
const outsole = slabBetween(
  (x) => ground(x) + lugs(x),
  (x) => ground(x) + 0.95,
  () => 0.05,
  0.12,
);

/** 0 at the sole, 1 at the crown. */
const upperRise = (x, y) => (y - soleTop(x) + 0.8) / (crown(x) - soleTop(x) + 0.8);

/** Negative inside the upper. */
function upperField(x, y, z) {
  const rise = upperRise(x, y);
  const across = Math.abs(z - middle(x)) / halfWide(x);
  return across ** 2.4 + Math.max(0, rise) ** 3.4 - 1;
}
const wellField = (x, y, z) => {
  const u = (x - 7.6) / 5.4;
  const v = (y - 13) / 8.6;
  const w = (z - 0.15) / 2.35;
  return u * u * u * u + v * v + w * w - 1;
};
function asDistance(field, gap) {
  return (x, y, z) => {
    const here = field(x, y, z);
    const dx = field(x + gap, y, z) - here;
    const dy = field(x, y + gap, z) - here;
    const dz = field(x, y, z + gap) - here;
    return (here * gap) / Math.max(1e-6, Math.hypot(dx, dy, dz));
  };
}
const upperSkin = asDistance(upperField, 0.05);
const well = asDistance(wellField, 0.05);
const upper = (x, y, z) => {
  const plan = inPlan(x, z);
  if (plan > 2) return plan * 0.8;
  return Math.max(upperSkin(x, y, z) * 0.6, -well(x, y, z) * 0.4, soleTop(x) - 0.6 - y, plan - 0.4);
};

/** The padded edge of the opening: where the wall between upper and well becomes thick enough to be one. */
const rim = (() => {
  const side = (sign) =>
    Array.from({ length: 21 }, (_, k) => {
      const x = 3.1 + k * 0.475;
      for (let y = crown(x); y > soleTop(x) + 2; y -= 0.04) {
        const outer = halfWide(x) * Math.max(0, 1 - upperRise(x, y) ** 3.4) ** (1 / 2.4);
        const inner = 2.35 * Math.sqrt(Math.max(0, 1 - ((x - 7.6) / 5.4) ** 4 - ((y - 13) / 8.6) ** 2));
        if (outer - inner > 0.3) return [x, y, middle(x) + sign * (outer - 0.22)];
      }
      throw new Error(`the shoe is open down to its sole at ${x}`);
    });
  return cord(smooth([...side(1), ...side(-1).reverse()], 2), 0.34);
})();

/** The height of the upper where it is `z` off its middle line. */
function upperHeight(x, z) {
  const across = Math.min(0.98, Math.abs(z) / halfWide(x));
  return soleTop(x) - 0.8 + (crown(x) - soleTop(x) + 0.8) * (1 - across ** 2.4) ** (1 / 3.4);
}
/** A point on the outer side at a height. */
function onSide(x, y) {
  const rise = Math.max(0, (y - soleTop(x) + 0.8) / (crown(x) - soleTop(x) + 0.8));
  return [x, y, middle(x) + halfWide(x) * Math.max(0.02, 1 - rise ** 3.4) ** (1 / 2.4)];
}

const tongue = (() => {
  const spine = smooth(
    [
      [-4, 7.9],
      [0, 10.3],
      [2.4, 12.2],
      [3.9, 14.2],
    ],
    5,
  );
  const rods = cord(
    spine.map(([x, y]) => [x, y, 0.4]),
    0.01,
  );
  return (x, y, z) => {
    const off = Math.max(0, Math.abs(z - 0.4) - 1.5);
    return (Math.hypot(rods(x, y + 0.1 * (z - 0.4) ** 2, 0.4), off) - 0.42) * 0.8;
  };
})();

const eyelets = [-5.6, -4, -2.4, -0.8, 0.8, 2.2];
const laceAt = (x, side, lift) => [x, upperHeight(x, side * 1.75) + lift + 0.15, middle(x) + side * 1.75];
const bridge = (x) => [x, crown(x) + 0.5, middle(x)];
const laces = joined(
  ...eyelets.slice(1).flatMap((x, index) => {
    const before = eyelets[index];
    const between = (x + before) / 2;
    return [
      cord(smooth([laceAt(before, 1, 0.02), bridge(between), laceAt(x, -1, 0.02)], 5), 0.24),
      cord(smooth([laceAt(before, -1, 0.02), bridge(between + 0.1), laceAt(x, 1, 0.02)], 5), 0.24),
    ];
  }),
  cord(
    smooth(
      [
        [2, 12.7, 0.4],
        [1.6, 13, 2],
        [0.6, 11.7, 3.4],
        [-0.6, 10, 3.9],
        [0.2, 9.7, 3.8],
        [1.6, 11.2, 3.2],
        [2.1, 12.5, 1.2],
        [2, 12.7, 0.4],
      ],
      6,
    ),
    0.2,
  ),
  cord(
    smooth(
      [
        [2, 12.7, 0.4],
        [2.6, 12.4, 2],
        [2.9, 10.4, 3.5],
        [2.5, 8.4, 3.75],
      ],
      6,
    ),
    0.2,
  ),
  cord(
    smooth(
      [
        [2, 12.7, 0.4],
        [1.2, 13, -1],
        [0, 11.6, -2.2],
      ],
      6,
    ),
    0.2,
  ),
);

function panel(x, y, z) {
  const [lx, ly, lz] = shoeAt.local(x, y, z);
  if (wellField(lx, ly, lz) < 0.09 && ly > 6) return ly > crown(lx) - 0.75 || lx < 2 ? "collar" : "lining";
  const above = ly - soleTop(lx);
  const toe = 1.5 + 1.3 * Math.max(0, (-lx - 8.6) / 5);
  if (lx < -5 && above < toe * Math.min(1, (-5 - lx) / 2.2)) return "guard";
  const off = Math.abs(lz - middle(lx));
  if (lx > -6.4 && lx < 3.4 && off < 1.15) return "collar";
  const stay = crown(lx) - ly;
  if (lx > -6.9 && lx < 3.6 && off >= 1.15 && stay < 1.5 + 0.08 * (lx + 6)) return "guard";
  const heel = lx - 9.6 + 0.34 * (ly - 4);
  if (heel > 0.9 && ly < 10.6) return "guard";
  return ly > crown(lx) - 0.8 && lx > 3.6 ? "collar" : "mesh";
}

const shoeAt = placement(["y", 24], [0.6, 0.02, 0]);
const bounded = (solid, at, radius) => ({ solid: shoeAt.put(solid), bound: [...shoeAt.world(at), radius] });

function overlay(pen) {
  const line = (points) => `M${points.map(([x, y]) => pen(shoeAt.world(onSide(x, y)))).join("L")}`;
  const ridge = (lift, from, to) =>
    line(
      Array.from({ length: 22 }, (_, k) => {
        const share = k / 21;
        const x = from + (to - from) * share;
        const peak = Math.abs(((share * 2.5 + 0.1) % 1) - 0.5) * 2;
        return [x, soleTop(x) + lift + 2.3 * (1 - peak) * (0.5 + 0.5 * share)];
      }),
    );
  const seam = line(
    Array.from({ length: 16 }, (_, k) => [
      -5.2 - k * 0.52,
      soleTop(-5.2 - k * 0.52) +
        (1.5 + 1.3 * Math.max(0, (k * 0.52 - 3.4) / 5)) * Math.min(1, (k * 0.52 + 0.2) / 2.2) -
        0.3,
    ]),
  );
  return (
    `<g fill="none" stroke-linejoin="round" stroke-linecap="round"><path stroke="#e9e2cf" stroke-width="16" d="${ridge(0.7, -4.6, 8.2)}"/>` +
    `<path stroke="#e9e2cf" stroke-opacity=".6" stroke-width="8" d="${ridge(1.5, -3.6, 7.8)}"/>` +
    `<path stroke="#8f9aa0" stroke-width="4" stroke-dasharray="9 8" d="${seam}"/></g>`
  );
}

export const ridgeTrailRunner = {
  slug: "ridge-trail-runner",
  title: "A teal trail running shoe with a pale sole and mustard laces",
  camera: { from: [-3, 26, 84], at: [0.2, 7.6, 0], fov: 25 },
  light: daylight({ across: 0, along: 4, bars: [-17, 16], halfWidth: 28, halfHeight: 29 }),
  overlay,
  parts: [
    ...room(),
    { ...bounded(outsole, [0, 0.8, 0], 15.2), surface: "rubber" },
    { ...bounded(midsole, [0, 2.5, 0], 15.4), surface: "foam" },
    { ...bounded(upper, [0, 7, 0], 15.6), surface: panel },
    { ...bounded(rim, [8, 10.6, 0.2], 6.4), surface: "collar" },
    { ...bounded(tongue, [0.4, 11.8, 0.4], 5.6), surface: "collar" },
    { ...bounded(laces, [-1, 10, 0.8], 6.8), surface: "lace" },
  ],
  surfaces: {
    ...roomSurfaces,
    rubber: { colours: ["#1f130a", "#5b3a20", "#98693f", "#c89b6c"], tones: 5 },
    foam: { colours: ["#8b806a", "#c9bea7", "#efe7d5", "#fffcf2"], tones: 7 },
    mesh: { colours: ["#0d2327", "#235058", "#4b8188", "#9fc0bf"], tones: 7, range: [0.1, 0.8] },
    guard: { colours: ["#0b1116", "#1c2a33", "#41545f", "#8b9ba2"], tones: 6, gloss: 0.15, range: [0.1, 0.8] },
    collar: { colours: ["#0a191c", "#173a40", "#35646a", "#7fa5a6"], tones: 5, range: [0.1, 0.8], smallest: 20 },
    lining: { colours: ["#0b1012", "#1d282c", "#3f4d51"], tones: 3, smallest: 60 },
    lace: { colours: ["#6a5118", "#b48f35", "#dfbf63", "#f6e6aa"], tones: 5, smallest: 5 },
  },
};
