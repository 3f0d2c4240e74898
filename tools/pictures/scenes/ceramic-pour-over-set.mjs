import { cut, moved, shell, smooth, turned } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

const serverLine = smooth(
  [
    [3.9, 0.3],
    [5.2, 1.4],
    [5.75, 3.6],
    [5.2, 6.2],
    [3.7, 8.3],
    [3.3, 9.2],
    [3.7, 10.1],
  ],
  8,
);
const server = shell([[0, 0.3], ...serverLine], 0.3);
const dripperLine = [
  [1.4, 10.7],
  ...smooth(
    [
      [2.2, 10.9],
      [3.3, 12.6],
      [4.7, 15.4],
      [5.9, 18.2],
    ],
    6,
  ),
];
const dripper = shell(dripperLine, 0.26);
const saucer = turned(
  [
    [0, 10.2],
    [5.1, 10.2],
    [5.3, 10.4],
    [5.1, 10.62],
    [2, 10.9],
    [0, 10.9],
  ],
  0.06,
);
const paper = shell(
  [
    [3.1, 13],
    [6.2, 19.3],
  ],
  0.05,
);
const grounds = turned([
  [0, 14.6],
  [4, 15.2],
  [4.3, 15.6],
  [0, 15.2],
]);
const cup = shell(
  [
    [0, 0.3],
    ...smooth(
      [
        [2.4, 0.3],
        [3.3, 0.9],
        [3.75, 2.6],
        [3.9, 5.8],
      ],
      6,
    ),
  ],
  0.24,
);
const coffee = turned([
  [0, 1],
  [3.3, 1],
  [3.7, 4.7],
  [0, 4.7],
]);

/** An ear of clay in the plane z = 0, its middle at (cx, cy). */
const ear = (cx, cy, rx, ry, thick) => (x, y, z) => {
  const u = (x - cx) / rx;
  const v = (y - cy) / ry;
  return Math.hypot((Math.hypot(u, v) - 1) * Math.min(rx, ry), z * 0.8) - thick;
};
const serverInside = turned([
  [0, 0],
  [5.6, 3.6],
  [5.1, 6.2],
  [3.5, 8.3],
  [3.1, 9.2],
  [3.5, 10.4],
  [0, 10.4],
]);
const dripperInside = turned([
  [0, 10],
  [2, 10.9],
  [4.6, 15.4],
  [6, 19],
  [0, 19],
]);
const cupInside = turned([
  [0, 0.3],
  [3.1, 0.9],
  [3.6, 2.6],
  [3.8, 7],
  [0, 7],
]);

const stackAt = [-3.3, 0, -2];
const cupAt = [8, 0, 5.5];
const dipped = (edge, wave) => (x, y, z, at) => {
  const turn = Math.atan2(z - at[2], x - at[0]);
  return y > edge + wave * Math.sin(turn * 3 + 1) + wave * 0.5 * Math.sin(turn * 7);
};
const serverDip = dipped(2.5, 0.22);
const cupDip = dipped(1.7, 0.16);

export const ceramicPourOverSet = {
  slug: "ceramic-pour-over-set",
  title: "A stoneware coffee server with a dripper on top and a blue cup beside it",
  camera: { from: [5, 29, 80], at: [2.4, 8.8, 0], fov: 22.8 },
  light: daylight({ across: 0, along: 8, bars: [-12, 10], halfWidth: 26, halfHeight: 32 }),
  parts: [
    ...room(),
    {
      solid: moved(server, stackAt),
      bound: [-3.3, 5, -2, 8.2],
      surface: (x, y, z) => (serverDip(x, y, z, stackAt) ? "cream" : "clay"),
    },
    { solid: moved(cut(ear(6, 5, 2.3, 2.5, 0.42), serverInside), stackAt), bound: [2.7, 5, -2, 3.8], surface: "cream" },
    { solid: moved(saucer, stackAt), bound: [-3.3, 10.5, -2, 5.6], surface: "cream" },
    { solid: moved(dripper, stackAt), bound: [-3.3, 14.5, -2, 7.6], surface: "cream" },
    {
      solid: moved(cut(ear(4.9, 13.6, 2.1, 2, 0.4), dripperInside), stackAt),
      bound: [1.6, 13.6, -2, 3],
      surface: "cream",
    },
    { solid: moved(paper, stackAt), bound: [-3.3, 16, -2, 7.4], surface: "paper" },
    { solid: moved(grounds, stackAt), bound: [-3.3, 15, -2, 5], surface: "coffee" },
    {
      solid: moved(cup, cupAt),
      bound: [8, 3, 5.5, 5.4],
      surface: (x, y, z) => (cupDip(x, y, z, cupAt) ? "blue" : "clay"),
    },
    {
      solid: moved(cut(ear(4.1, 3.5, 1.75, 1.6, 0.34), cupInside), cupAt),
      bound: [12.1, 3.5, 5.5, 2.6],
      surface: "blue",
    },
    { solid: moved(coffee, cupAt), bound: [8, 3, 5.5, 4.6], surface: "coffee" },
  ],
  surfaces: {
    ...roomSurfaces,
    cream: { colours: ["#6d6352", "#b0a48c", "#e2d8c2", "#fffaee"], tones: 9, gloss: 0.28, range: [0.12, 0.86] },
    clay: { colours: ["#33261d", "#6d5644", "#a08772", "#cdb7a0"], tones: 7 },
    blue: { colours: ["#0d1622", "#233a55", "#4f6c8c", "#c3d0da"], tones: 8, gloss: 0.5, range: [0.1, 0.9] },
    paper: { colours: ["#a4977f", "#d8ccb4", "#fbf5e6"], tones: 6 },
    coffee: { colours: ["#120a06", "#2e1b10", "#6b4526"], tones: 5, gloss: 0.5 },
  },
};
