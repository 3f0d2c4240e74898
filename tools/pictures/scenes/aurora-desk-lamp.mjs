import { cord, cylinder, moved, placement, rod, shell, smooth, sphere, turned } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

const elbow = [10.5, 25, 0];
const head = [-5.2, 37.2, 0];
const shadeAt = placement(["x", -24], ["z", -24], head);
const shadeProfile = smooth(
  [
    [1.5, -0.4],
    [2.3, -2.4],
    [3.1, -4.2],
    [5.2, -6.6],
    [7.3, -9.4],
    [8.4, -12.2],
  ],
  8,
);
const shade = shadeAt.put(shell(shadeProfile, 0.14));
const cap = shadeAt.put(
  turned(
    [
      [0, 1.4],
      [0.9, 1.4],
      [1.5, 0.9],
      [1.7, 0.2],
      [1.7, -0.9],
      [0, -0.9],
    ],
    0.05,
  ),
);
const bulbPlace = shadeAt.world([0, -7.2, 0]);

function shadeSide(x, y, z) {
  const [lx, ly, lz] = shadeAt.local(x, y, z);
  const radius = Math.hypot(lx, lz);
  let line = shadeProfile[0][0];
  for (let i = 1; i < shadeProfile.length; i += 1) {
    const [r0, y0] = shadeProfile[i - 1];
    const [r1, y1] = shadeProfile[i];
    if (ly <= y0 && ly >= y1) line = r0 + ((r1 - r0) * (y0 - ly)) / (y0 - y1);
    if (ly < y1) line = r1;
  }
  return radius < line - 0.02 ? "inner" : "enamel";
}

export const auroraDeskLamp = {
  slug: "aurora-desk-lamp",
  title: "A desk lamp with a dark blue shade and brass joints, switched on",
  camera: { from: [-6, 26, 112], at: [0.2, 18.6, 0], fov: 25.4 },
  light: {
    ...daylight({ power: 0.3, across: -16, along: 15, halfWidth: 17, halfHeight: 26, bars: [-16], barHalf: 0.9 }),
    lamp: { at: bulbPlace, towards: [-0.38, -0.86, 0.36], spread: 0.52, power: 1.05 },
  },
  parts: [
    ...room(),
    { solid: moved(cylinder(7.6, 0.8, 0.35), [6, 0.8, 0]), bound: [6, 0.8, 0, 8], surface: "enamel" },
    { solid: moved(cylinder(1.15, 0.7, 0.15), [6, 2, 0]), bound: [6, 2, 0, 1.6], surface: "brass" },
    { solid: rod([6, 1.6, 0], elbow, 0.5), bound: [8.2, 13.3, 0, 13], surface: "enamel" },
    { solid: rod(elbow, head, 0.46), bound: [2.6, 31.1, 0, 10.9], surface: "enamel" },
    { solid: joint(elbow), bound: [...elbow, 2.2], surface: "brass" },
    { solid: shade, bound: [-7.8, 31.5, 0, 11], surface: shadeSide },
    { solid: cap, bound: [...head, 2.6], surface: "brass" },
    { solid: sphere(...bulbPlace, 2.5), bound: null, surface: "bulb" },
    {
      solid: cord(
        smooth(
          [
            [13.2, 0.3, -1],
            [17, 0.3, -3],
            [20, 0.3, -8],
            [18, 0.3, -14],
            [22, 0.3, -19],
            [32, 0.3, -20],
          ],
          5,
        ),
        0.26,
      ),
      bound: [22, 0, -10, 17],
      surface: "cable",
    },
  ],
  surfaces: {
    ...roomSurfaces,
    table: {
      ...roomSurfaces.table,
      colours: ["#5f5546", "#94866f", "#c4b69c", "#eadfc6", "#f8eed6"],
      range: [0.08, 0.8],
      tones: 9,
    },
    enamel: {
      colours: ["#0c161b", "#1d3540", "#4a6b78", "#b9cbd0"],
      tones: 9,
      gloss: 0.55,
      fine: 0.06,
      range: [0.08, 0.85],
    },
    inner: { colours: ["#d9be85", "#f0dca9", "#faefcf", "#fffaf0"], tones: 5, range: [0.08, 0.7] },
    brass: { colours: ["#3a2a10", "#8a6a2c", "#c9a757", "#fbefc6"], tones: 7, metal: 0.75, range: [0.1, 0.9] },
    bulb: { colours: ["#fffbe9"], tones: 1 },
    cable: { colours: ["#15130f", "#3b362c", "#7c7463"], tones: 5 },
  },
};

function joint([x, y, z]) {
  const wheel = placement(["x", 90], [x, y, z]);
  return wheel.put(cylinder(1.25, 0.95, 0.2));
}
