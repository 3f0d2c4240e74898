import { box, cut, extruded, joined, moved, placement, sphere, turned } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

// Built upright, its object cell at the bottom, then laid on the cradle.
const tubeAt = placement(["z", -90], ["z", 4], ["y", 37], [0, 6.1, 0]);
const tube = turned([
  [0, -12.6],
  [2.75, -12.6],
  [3.2, -12.5],
  [3.3, -12.2],
  [3.3, -9.5],
  [3.1, -9.3],
  [2.5, -9.2],
  [2.32, -9],
  [2.32, -5.0],
  [2.5, -4.95],
  [2.5, -4.7],
  [2.32, -4.65],
  [2.32, 4.6],
  [2.5, 4.65],
  [2.5, 4.9],
  [2.32, 4.95],
  [2.32, 9.7],
  [2.6, 9.8],
  [2.6, 10.8],
  [2.2, 11.1],
  [1.4, 11.2],
  [1.4, 12.3],
  [1.8, 12.5],
  [1.8, 12.9],
  [0, 12.9],
]);
const cell = turned([
  [0, -14],
  [2.7, -14],
  [2.7, -12.3],
  [0, -12.3],
]);

const cradleAt = placement(["y", 37]);
const saddle = (along) =>
  moved(
    extruded(
      [
        [-3.2, 1.1],
        [3.2, 1.1],
        [2.7, 5.6],
        [1.7, 4.7],
        [0, 4.2],
        [-1.7, 4.7],
        [-2.7, 5.6],
      ],
      0.6,
      0.12,
    ),
    [0, 0, along],
  );
const plank = moved(box(3.7, 0.65, 8.6, 0.3), [0, 0.65, 0]);
const turnedSaddle = placement(["y", 90]);
const cradle = cradleAt.put(turnedSaddle.put(joined(saddle(-5.6), saddle(5.6), plank)));

function tubeSurface(x, y, z) {
  const [lx, along, lz] = tubeAt.local(x, y, z);
  if (along < -11.9 && Math.hypot(lx, lz) < 2.7) return "glass";
  return along > 11 ? "horn" : "brass";
}

/** What the mirrors make of the coloured glass: one slice of shards, turned and mirrored six times. */
const slice = [
  [
    "#8f2034",
    [
      [0.12, 0],
      [0.42, 0],
      [0.36, 0.2],
      [0.1, 0.06],
    ],
  ],
  [
    "#1c6468",
    [
      [0.36, 0.2],
      [0.5, 0.06],
      [0.62, 0.12],
      [0.52, 0.3],
    ],
  ],
  [
    "#bd8a1f",
    [
      [0.42, 0],
      [0.66, 0],
      [0.62, 0.12],
      [0.5, 0.06],
    ],
  ],
  [
    "#1e2c4d",
    [
      [0.62, 0.12],
      [0.66, 0],
      [0.84, 0],
      [0.78, 0.2],
    ],
  ],
  [
    "#4a6129",
    [
      [0.52, 0.3],
      [0.62, 0.12],
      [0.78, 0.2],
      [0.66, 0.38],
    ],
  ],
  [
    "#8f2034",
    [
      [0.78, 0.2],
      [0.93, 0.08],
      [0.95, 0.28],
      [0.84, 0.48],
      [0.66, 0.38],
    ],
  ],
  [
    "#1c6468",
    [
      [0.84, 0],
      [0.99, 0],
      [0.98, 0.14],
      [0.93, 0.08],
      [0.8, 0.14],
    ],
  ],
];

function overlay(pen) {
  const shapes = slice.map(([colour, points]) => {
    let data = "";
    for (let sector = 0; sector < 12; sector += 1) {
      const mirror = sector % 2 === 0 ? 1 : -1;
      const turn = (Math.floor(sector / 2) * Math.PI) / 3 + 0.2;
      const corners = points.map(([u, v]) => {
        const angle = turn + mirror * Math.atan2(v, u);
        const radius = 2.66 * Math.hypot(u, v);
        return pen(tubeAt.world([radius * Math.cos(angle), -12.3, radius * Math.sin(angle)]));
      });
      data += `M${corners.join("L")}z`;
    }
    return `<path fill="${colour}" d="${data}"/>`;
  });
  return `<g style="mix-blend-mode:multiply">${shapes.join("")}</g>`;
}

const bead = (x, z, radius) => ({ solid: sphere(x, radius, z, radius), bound: [x, radius, z, radius + 0.2] });

export const brassKaleidoscope = {
  overlay,
  slug: "brass-kaleidoscope",
  title: "A brass kaleidoscope on a walnut cradle, three glass beads in front of it",
  camera: { from: [-6, 22, 70], at: [-1, 5, 0.6], fov: 23.4 },
  light: daylight({ across: 0, along: 6, halfWidth: 23, halfHeight: 28, bars: [-15, 15] }),
  parts: [
    ...room({ wallZ: -34 }),
    { solid: tubeAt.put(cut(tube, cell)), bound: [0, 6.1, 0, 13.6], surface: tubeSurface },
    { solid: cradle, bound: [0, 2.8, 0, 10.4], surface: "walnut" },
    { ...bead(4.4, 10.4, 0.9), surface: "beadTeal" },
    { ...bead(6.6, 9.2, 0.75), surface: "beadRuby" },
    { ...bead(6.1, 12, 0.62), surface: "beadAmber" },
  ],
  surfaces: {
    ...roomSurfaces,
    brass: {
      colours: ["#2f200c", "#7b5a22", "#c39d4c", "#ecd58f", "#fffae0"],
      tones: 7,
      metal: 0.72,
      fine: 0.03,
      range: [0.1, 0.92],
    },
    horn: { colours: ["#14100b", "#3d3122", "#8d7b60"], tones: 5, gloss: 0.5 },
    walnut: { colours: ["#2a180d", "#5f3c24", "#96684a", "#c79f7b"], tones: 8, gloss: 0.12, fine: 0.04 },
    glass: { colours: ["#b5a88c", "#e9dfc6", "#fff8e6"], tones: 5, gloss: 0.5 },
    beadTeal: { colours: ["#06282b", "#1c6468", "#63a9a3", "#e6f4ee"], tones: 6, gloss: 1.2 },
    beadRuby: { colours: ["#3d0c16", "#8f2034", "#cf5a63", "#fbe4e0"], tones: 6, gloss: 1.2 },
    beadAmber: { colours: ["#5d3a08", "#bd8a1f", "#f0cf6b", "#fff8dd"], tones: 6, gloss: 1.2 },
  },
};
