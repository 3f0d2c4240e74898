import { box, cut, cylinder, joined, moved, placement, rod } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

const halfWidth = 12.6;
const halfHeight = 16.6;
const frameAt = placement([0, halfHeight, 0], ["x", -8], ["y", 9], [-1.5, 0.02, -6]);
const frame = cut(
  box(halfWidth, halfHeight, 0.9, 0.12),
  moved(box(halfWidth - 1.05, halfHeight - 1.05, 1), [0, 0, 0.75]),
);
const sheet = moved(box(halfWidth - 0.9, halfHeight - 0.9, 0.15), [0, 0, -0.25]);
const paperDepth = -0.1;

const artHalfWidth = 8.4;
const artHalfHeight = 11.4;
const artRaise = 0.8;

// The print: a harbour at night in six flat inks. `u` runs -1..1 to the right, `v` -1..1 upwards.
const inks = {
  night: "#1b2d4a",
  dusk: "#37577b",
  hill: "#243c5c",
  halo: "#5b7b9c",
  moon: "#f1e6c2",
  lamp: "#dfb64e",
  hull: "#7c2f34",
  black: "#0c1018",
};
const water = -0.36;

const rectangle = (u0, v0, u1, v1) => [
  [u0, v0],
  [u1, v0],
  [u1, v1],
  [u0, v1],
];
const disc = (u, v, radius) =>
  Array.from({ length: 28 }, (_, k) => {
    const angle = (k * Math.PI) / 14;
    return [u + (radius * Math.cos(angle)) / (artHalfWidth / artHalfHeight), v + radius * Math.sin(angle)];
  });
const wave = (height, swing, pace, shift) =>
  Array.from({ length: 25 }, (_, k) => [-1 + k / 12, height + swing * Math.sin((-1 + k / 12) * pace + shift)]);

function crane(u, scale) {
  const piece = (points) => points.map(([x, y]) => [u + x * scale, water + y * scale]);
  const beam = ([x0, y0], [x1, y1], half) => {
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [ox, oy] = [((y0 - y1) / length) * half, ((x1 - x0) / length) * half];
    return piece([
      [x0 + ox, y0 + oy],
      [x1 + ox, y1 + oy],
      [x1 - ox, y1 - oy],
      [x0 - ox, y0 - oy],
    ]);
  };
  return [
    beam([-0.08, 0], [-0.045, 0.54], 0.011),
    beam([0.08, 0], [0.045, 0.54], 0.011),
    beam([-0.07, 0.1], [0.055, 0.32], 0.006),
    beam([0.07, 0.1], [-0.055, 0.32], 0.006),
    beam([-0.06, 0.33], [0.06, 0.33], 0.008),
    piece(rectangle(-0.075, 0.52, 0.075, 0.61)),
    beam([0.03, 0.58], [-0.36, 0.93], 0.012),
    beam([0.02, 0.6], [-0.02, 0.8], 0.009),
    beam([-0.02, 0.8], [-0.36, 0.93], 0.004),
    beam([-0.02, 0.8], [0.14, 0.62], 0.004),
    piece(rectangle(0.06, 0.54, 0.17, 0.63)),
    beam([-0.355, 0.93], [-0.355, 0.5], 0.004),
    piece(rectangle(-0.372, 0.47, -0.338, 0.51)),
  ];
}

const houses = Array.from({ length: 9 }, (_, k) =>
  rectangle(0.04 + k / 9.4, water, 0.04 + (k + 1.02) / 9.4, water + 0.12 + 0.07 * Math.abs(Math.sin(k * 2.7))),
);
const houseLights = houses.flatMap(([[u0], , [, top]], k) =>
  [0.3, 0.62].flatMap((share, column) =>
    [0.035, 0.08].flatMap((rise, row) => {
      const lit = Math.sin(k * 9.1 + row * 4.3 + column * 2.2) > 0.05 && water + rise + 0.03 < top;
      const left = u0 + share / 9.4;
      return lit ? [rectangle(left, water + rise, left + 0.018, water + rise + 0.018)] : [];
    }),
  ),
);
const ship = (points) => points.map(([u, h]) => [u - 0.34, h + water]);
const glints = Array.from({ length: 12 }, (_, row) => {
  const half = 0.1 + 0.018 * row + 0.05 * Math.sin(row * 2.4);
  const middle = -0.3 + 0.035 * Math.sin(row * 1.7);
  const top = water - 0.03 - row * 0.05;
  return rectangle(middle - half, top - 0.026, middle + half, top);
});
const lampGlints = Array.from({ length: 10 }, (_, row) => {
  const half = 0.09 + 0.05 * Math.sin(row * 1.9);
  const middle = 0.4 + 0.045 * Math.sin(row * 3.3);
  const top = water - 0.03 - row * 0.05;
  return rectangle(middle - half, top - 0.018, middle + half, top);
});
const ripples = Array.from({ length: 22 }, (_, k) => {
  const u = -0.95 + 0.21 * ((k * 7) % 9) + 0.05 * Math.sin(k * 3);
  const v = water - 0.06 - k * 0.026;
  return rectangle(u, v - 0.007, Math.min(0.98, u + 0.16 + 0.08 * Math.sin(k)), v);
});

const layers = [
  ["night", [rectangle(-1, -1, 1, 1)]],
  ["dusk", [[...wave(0.3, 0.05, 2.2, 0), [1, water], [-1, water]]]],
  ["halo", [disc(-0.3, 0.55, 0.27)]],
  ["moon", [disc(-0.3, 0.55, 0.15)]],
  ["hill", [[...wave(-0.17, 0.06, 3.1, 0.4), [1, water - 0.05], [-1, water - 0.05]], ...ripples]],
  [
    "black",
    [
      ...houses,
      ...crane(0.46, 1),
      ...crane(0.84, 0.72),
      ship([
        [-0.5, 0],
        [0.42, 0],
        [0.43, 0.03],
        [-0.49, 0.03],
      ]),
      ship(rectangle(-0.34, 0.29, -0.25, 0.34)),
      ship(rectangle(0.21, 0.1, 0.226, 0.33)),
      ...[0, 1, 2, 3].map((k) => ship(rectangle(-0.1 + k * 0.115, 0.1, -0.01 + k * 0.115, 0.155))),
    ],
  ],
  [
    "hull",
    [
      ship([
        [-0.5, 0.028],
        [0.42, 0.028],
        [0.47, 0.115],
        [-0.47, 0.115],
      ]),
      ship(rectangle(-0.34, 0.22, -0.25, 0.29)),
    ],
  ],
  ["moon", [ship(rectangle(-0.43, 0.11, -0.16, 0.235)), ...glints]],
  [
    "lamp",
    [
      ...houseLights,
      ...lampGlints,
      ...[0, 1, 2, 3].map((k) => ship(rectangle(-0.405 + k * 0.062, 0.165, -0.372 + k * 0.062, 0.2))),
    ],
  ],
];

function overlay(pen) {
  const at = (x, y) => pen(frameAt.world([x, y, paperDepth]));
  const shape = (points) => `M${points.map(([u, v]) => at(u * artHalfWidth, v * artHalfHeight + artRaise)).join("L")}z`;
  const art = layers.map(([ink, shapes]) => `<path fill="${inks[ink]}" d="${shapes.map(shape).join("")}"/>`).join("");
  const scrawl = (from, to, pace, swing) => {
    const points = Array.from({ length: 26 }, (_, k) => {
      const x = from + ((to - from) * k) / 25;
      return at(x, -12.2 + swing * Math.sin(x * pace) + swing * 0.6 * Math.sin(x * pace * 2.3));
    });
    return `M${points.join("L")}`;
  };
  const pencil = `<path fill="none" stroke="#85807a" stroke-width="6" stroke-linejoin="round" d="${scrawl(5, 8.2, 7, 0.2)}${scrawl(-8.3, -6.9, 9, 0.17)}"/>`;
  return `<g style="isolation:isolate;mix-blend-mode:multiply">${art}${pencil}</g>`;
}

const rollerAt = placement(["y", 24], [8.4, 1.35, 8.6]);
const rubber = rollerAt.put(placement(["z", 90]).put(cylinder(1.35, 3.1, 0.12)));
const yoke = rollerAt.put(
  joined(
    rod([-3.5, 0, 0], [-3.5, 0.1, 2.1], 0.2),
    rod([3.5, 0, 0], [3.5, 0.1, 2.1], 0.2),
    rod([-3.5, 0.1, 2.1], [3.5, 0.1, 2.1], 0.2),
    rod([0, 0.1, 2.1], [0, 0, 3.6], 0.3),
  ),
);
const grip = rollerAt.put(rod([0, 0, 3.8], [0, -0.35, 8.6], 0.72, 0.95));

export const nightHarbourPrint = {
  slug: "night-harbour-print",
  title: "A framed print of a harbour by moonlight leaning on a wall, an ink roller in front of it",
  camera: { from: [3, 25, 92], at: [0.6, 14.4, 0], fov: 24.8 },
  light: daylight({ across: 4, along: 4, bars: [-21, 27], halfWidth: 32, halfHeight: 38 }),
  overlay,
  parts: [
    ...room({ wallZ: -14.5 }),
    { solid: frameAt.put(frame), bound: [-1.5, 16.5, -8, 22], surface: "oak" },
    { solid: frameAt.put(sheet), bound: [-1.5, 16.5, -8, 22], surface: "sheet" },
    { solid: rubber, bound: [8.4, 1.35, 8.6, 3.8], surface: "rubber" },
    { solid: yoke, bound: [9.2, 1.4, 10.4, 4.8], surface: "steel" },
    { solid: grip, bound: [11, 1.2, 14.3, 3.8], surface: "beech" },
  ],
  surfaces: {
    ...roomSurfaces,
    oak: { colours: ["#4a3520", "#8f6d46", "#c7a678", "#e9d3ad"], tones: 7 },
    sheet: { colours: ["#a89e8a", "#dcd3c0", "#fbf6ea"], tones: 6, fine: 0.05 },
    rubber: { colours: ["#0b0c0e", "#1e2a3c", "#4d627d", "#a9bac8"], tones: 7, gloss: 0.4 },
    steel: { colours: ["#2e2d2a", "#8a877e", "#fbf8f0"], tones: 5, metal: 0.8, range: [0.1, 0.9] },
    beech: { colours: ["#5f3a1d", "#a9743f", "#dfb27d", "#f6dcb4"], tones: 7, gloss: 0.15 },
  },
};
