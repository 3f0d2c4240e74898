import { moved, shell, smooth, turned } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

const shoulder = smooth(
  [
    [4.35, 19.2],
    [4.3, 19.9],
    [4.05, 20.7],
    [3.6, 21.3],
    [3.25, 21.6],
  ],
  8,
);
const flask = turned([
  [0, 0],
  [4.1, 0],
  [4.35, 0.25],
  [4.35, 1.05],
  [4.22, 1.2],
  [4.35, 1.35],
  ...shoulder,
  [3.25, 22.4],
  [0, 22.4],
]);
const stopper = turned(
  [
    [0, 22.3],
    [3.3, 22.3],
    [3.45, 22.45],
    [3.45, 24.1],
    [3.2, 24.4],
    [2.1, 24.5],
    [2.1, 25.3],
    [1.9, 25.5],
    [0, 25.5],
  ],
  0.04,
);
const cup = shell(
  [
    [0, 0.25],
    [3.5, 0.25],
    [3.75, 0.5],
    [3.75, 6.1],
  ],
  0.16,
);
const tea = turned([
  [0, 0.3],
  [3.6, 0.3],
  [3.6, 4.7],
  [0, 4.7],
]);
const handle = (x, y, z) => Math.hypot(Math.hypot(x - 4.1, y - 3.3) - 1.75, z) - 0.24;

const flaskAt = [-4.2, 0, -2];
const cupAt = [6.6, 0, 5];

export const fieldThermos = {
  slug: "field-thermos",
  title: "A green steel flask, open, with a cup of tea beside it",
  camera: { from: [3, 27, 86], at: [0.6, 11.2, 0], fov: 23.5 },
  light: daylight({ across: -1.5, bars: [-12, 10] }),
  parts: [
    ...room(),
    {
      solid: moved(flask, flaskAt),
      bound: [-4.2, 11, -2, 12.4],
      surface: (_x, y) => (y < 1.25 || y > 20.95 ? "steel" : y > 15.2 && y < 15.75 ? "band" : "enamel"),
    },
    { solid: moved(stopper, flaskAt), bound: [-4.2, 24, -2, 4.5], surface: "stopper" },
    { solid: moved(cup, cupAt), bound: [6.6, 3, 5, 5.6], surface: "steel" },
    { solid: moved(tea, cupAt), bound: [6.6, 3, 5, 5], surface: "tea" },
    {
      solid: moved((x, y, z) => Math.max(handle(x, y, z), 3.75 - Math.hypot(x, z)), cupAt),
      bound: [10.9, 3.3, 5, 2.4],
      surface: "steel",
    },
  ],
  surfaces: {
    ...roomSurfaces,
    enamel: { colours: ["#17231d", "#36533f", "#7f9a7c", "#cdd8bf"], tones: 9, gloss: 0.5, range: [0.12, 0.95] },
    band: { colours: ["#55503f", "#b9ae90", "#efe7d0"], tones: 5 },
    steel: { colours: ["#2e2d2a", "#77756e", "#b8b5ab", "#fbf8f0"], tones: 8, metal: 0.8, range: [0.1, 0.9] },
    stopper: { colours: ["#121210", "#33322d", "#7b786c"], tones: 6, gloss: 0.3 },
    tea: { colours: ["#2a1508", "#5d3213", "#a3672c"], tones: 5, gloss: 0.5 },
  },
};
