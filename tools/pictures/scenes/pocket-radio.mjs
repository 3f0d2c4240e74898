import { box, cord, cut, cylinder, joined, moved, placement, rod, smooth } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

const halfWidth = 5.2;
const halfHeight = 8;
const halfDepth = 2;
const radioAt = placement([0, halfHeight, 0], ["y", -22], [-0.6, 0, 0]);

const dialWindow = (x, y) => Math.max(Math.abs(x) - 3.9, Math.abs(y - 4.7) - 1.25);
const body = cut(box(halfWidth, halfHeight, halfDepth, 1), moved(box(3.95, 1.3, 0.5, 0.2), [0, 4.7, halfDepth + 0.15]));
const scale = moved(box(4, 1.35, 0.2), [0, 4.7, halfDepth - 0.4]);
const knob = placement(["x", 90], [halfWidth - 1.5, -5.4, halfDepth + 0.25]).put(cylinder(0.95, 0.5, 0.12));
const wheel = placement(["z", 90], [halfWidth, 4.6, 0.1]).put(cylinder(1.2, 0.35, 0.1));
const aerial = joined(
  rod([-3.9, 7.6, -1], [-5.6, 11.6, -1.5], 0.24),
  rod([-5.6, 11.6, -1.5], [-7.2, 15.4, -2], 0.17),
  rod([-7.2, 15.4, -2], [-7.35, 15.75, -2.05], 0.27),
);
const aerialFoot = moved(cylinder(0.55, 0.5, 0.15), [-3.9, 8.1, -1]);
const strap = cord(
  smooth(
    [
      [5.1, 6.9, -0.6],
      [6.2, 6.9, 0.2],
      [7.6, 3.4, 1],
      [8, -3, 2.2],
      [7.9, -7.5, 3.6],
      [9.4, -7.75, 6.4],
      [7.6, -7.75, 8.4],
      [6.4, -7.7, 5.4],
      [6.6, -5.2, 2.8],
      [6.7, 1.2, 1.1],
      [6, 5.6, 0.2],
      [5.1, 6.7, -0.6],
    ],
    6,
  ),
  0.17,
);

function casing(x, y, z) {
  const [lx, ly, lz] = radioAt.local(x, y, z);
  if (lz < halfDepth - 0.75) return Math.abs(lz) < 0.09 ? "seam" : "casing";
  if (dialWindow(lx, ly) < 0) return "bezel";
  return "front";
}

/** Round holes on a staggered grid inside a circle, then the dial's marks, as strokes. */
function overlay(pen) {
  const at = (x, y, z) => pen(radioAt.world([x, y, z]));
  const step = 0.72;
  let holes = "";
  for (let row = -7; row <= 7; row += 1) {
    for (let column = -6; column <= 6; column += 1) {
      const x = column * step + (row % 2 === 0 ? 0 : step / 2);
      const y = row * step * 0.866;
      if (Math.hypot(x, y) < 3.9) holes += `M${at(x - 0.55, y - 2.2, halfDepth)}h0`;
    }
  }
  const depth = halfDepth - 0.2;
  let marks = `M${at(-3.5, 4.68, depth)}L${at(3.5, 4.68, depth)}`;
  for (let mark = -8; mark <= 8; mark += 1) {
    const x = mark * 0.42;
    marks += `M${at(x, 4.78, depth)}L${at(x, mark % 4 === 0 ? 5.4 : 5.12, depth)}`;
  }
  for (let mark = -5; mark <= 5; mark += 1) {
    const x = mark * 0.63 - 0.1;
    marks += `M${at(x, 4.56, depth)}L${at(x, mark % 3 === 0 ? 3.98 : 4.28, depth)}`;
  }
  const needle = `M${at(1.12, 5.72, depth)}L${at(1.12, 3.7, depth)}`;
  const light = holes.replaceAll(/M(-?\d+) (-?\d+)/g, (_all, x, y) => `M${Number(x) + 4} ${Number(y) + 5}`);
  return (
    `<g fill="none" stroke-linecap="round"><path stroke="#fff8e2" stroke-width="60" d="${light}"/>` +
    `<path stroke="#2a241b" stroke-width="57" d="${holes}"/><path stroke="#37342b" stroke-width="9" d="${marks}"/>` +
    `<path stroke="#1d6f70" stroke-width="14" d="${needle}"/></g>`
  );
}

const bounded = (radius, at) => [...radioAt.world(at), radius];

export const pocketRadio = {
  overlay,
  slug: "pocket-radio",
  title: "A small oxblood radio with a cream front, its aerial out, a wrist strap hanging down",
  camera: { from: [-2, 23, 70], at: [0, 10.9, 0], fov: 24.6 },
  light: daylight({ across: 0, along: 6, bars: [-10.5, 12], halfWidth: 23, halfHeight: 29 }),
  parts: [
    ...room({ wallZ: -34 }),
    { solid: radioAt.put(body), bound: bounded(10, [0, 0, 0]), surface: casing },
    { solid: radioAt.put(scale), bound: bounded(4.6, [0, 4.7, 1.6]), surface: "scale" },
    { solid: radioAt.put(knob), bound: bounded(1.5, [halfWidth - 1.5, -5.4, halfDepth + 0.25]), surface: "chrome" },
    { solid: radioAt.put(wheel), bound: bounded(1.6, [halfWidth, 4.6, 0.1]), surface: "chrome" },
    { solid: radioAt.put(aerial), bound: bounded(5.2, [-5.7, 11.7, -1.6]), surface: "chrome" },
    { solid: radioAt.put(aerialFoot), bound: bounded(1, [-3.9, 8.1, -1]), surface: "seam" },
    { solid: radioAt.put(strap), bound: bounded(9.6, [7.2, -0.5, 3]), surface: "leather" },
  ],
  surfaces: {
    ...roomSurfaces,
    casing: {
      colours: ["#240a0d", "#56191f", "#8c3a3c", "#d39a8f"],
      tones: 6,
      gloss: 0.45,
      smallest: 30,
      range: [0.1, 0.85],
    },
    front: { colours: ["#857a64", "#c3b798", "#eadfc3", "#fdf7e4"], tones: 7, gloss: 0.22, range: [0.12, 0.85] },
    bezel: { colours: ["#4d4434", "#a69a7e", "#e9dfc6"], tones: 5 },
    seam: { colours: ["#170608", "#2e0c10"], tones: 2, smallest: 2 },
    scale: { colours: ["#8f8259", "#d8caa0", "#f6ecca"], tones: 5, fine: 0.05 },
    chrome: {
      colours: ["#2a2a2a", "#84827c", "#c9c6bd", "#fffdf6"],
      tones: 7,
      metal: 0.85,
      range: [0.1, 0.9],
      smallest: 3,
    },
    leather: { colours: ["#2b170c", "#6d4426", "#a97a4e", "#d9b487"], tones: 5, smallest: 4 },
  },
};
