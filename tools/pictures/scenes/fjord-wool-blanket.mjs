import { box, joined, placement, rod } from "../solids.mjs";
import { daylight, room, roomSurfaces } from "./stage.mjs";

// Two folded blankets on top of each other. The fold faces the room, the fringed ends hang out on the left.
const stackAt = placement(["y", 33], [0, 0, -1]);

/** One thickness of cloth; a slow wave keeps it from looking like a plank. */
const slab = (hx, hy, hz, at, wave, phase) => {
  const plain = box(hx, hy, hz, hy * 0.96);
  return (x, y, z) => {
    const lift = wave * (Math.sin(x * 0.33 + phase) + 0.7 * Math.sin(z * 0.45 + phase * 2.1));
    return plain(x - at[0], y - at[1] - lift, z - at[2]) * 0.92;
  };
};

const mossLayers = joined(
  slab(12.6, 1.15, 9, [0, 1.2, 0], 0.04, 0.2),
  slab(12.5, 1.15, 9.1, [0.2, 3.35, 0.1], 0.07, 1.3),
  slab(12.6, 1.15, 8.9, [-0.1, 5.5, 0], 0.1, 2.2),
);
const oatLayers = joined(
  slab(12.1, 1.1, 8.7, [0, 7.7, 0.2], 0.12, 0.6),
  slab(12.2, 1.1, 8.8, [0.2, 9.75, 0.1], 0.14, 1.8),
  slab(12.1, 1.15, 8.7, [0, 11.85, 0.2], 0.18, 3.1),
);

/** Twisted tassels along an end, each hanging a little differently. */
function fringe(end, height, drop, half) {
  const tassels = [];
  for (let index = 0; index < 17; index += 1) {
    const along = -half + (index * 2 * half) / 16;
    const sway = Math.sin(index * 2.3) * 0.28;
    const reach = 1.7 + 0.25 * Math.sin(index * 1.7);
    const knot = [-end - 0.55, height - 0.35, along];
    tassels.push(rod([-end + 0.4, height, along], knot, 0.27, 0.3));
    tassels.push(rod(knot, [-end - reach, Math.max(0.3, height - drop), along + sway], 0.3, 0.22));
  }
  return joined(...tassels);
}

/** Where the stripes are: bands across the length, their edges following the weave. */
const striped = (bands, plain, stripe) => (x, y, z) => {
  const [lx, , lz] = stackAt.local(x, y, z);
  const place = lx + 0.05 * Math.sin(lz * 1.3);
  return bands.some(([from, to]) => place > from && place < to) ? stripe : plain;
};

const wool = { range: [0.1, 0.74], tones: 6, smallest: 30, tolerance: 1.2 };

export const fjordWoolBlanket = {
  slug: "fjord-wool-blanket",
  title: "Two folded wool blankets on top of each other, one moss green, one oat with green stripes",
  camera: { from: [4, 33, 74], at: [-0.4, 6.6, 0], fov: 29 },
  light: daylight({ across: 0, along: 4, bars: [-19, 16], halfWidth: 28, halfHeight: 30, barHalf: 1.2 }),
  parts: [
    ...room(),
    {
      solid: stackAt.put(mossLayers),
      bound: [0, 3.4, -1, 16.4],
      surface: striped(
        [
          [5, 5.9],
          [6.7, 7.2],
        ],
        "moss",
        "mossStripe",
      ),
    },
    {
      solid: stackAt.put(oatLayers),
      bound: [0, 9.8, -1, 15.8],
      surface: striped(
        [
          [3.4, 4.3],
          [5, 7.6],
          [8.3, 9.2],
        ],
        "oat",
        "oatStripe",
      ),
    },
    {
      solid: stackAt.put(joined(fringe(12, 11.8, 2.5, 7.8), fringe(12.1, 9.7, 2.3, 7.8))),
      bound: [-10.5, 9.6, 6, 10.5],
      surface: "oat",
    },
    {
      solid: stackAt.put(joined(fringe(12.5, 5.5, 2.5, 8), fringe(12.4, 3.3, 2.3, 8))),
      bound: [-10.8, 3.3, 6.3, 10.6],
      surface: "moss",
    },
  ],
  surfaces: {
    ...roomSurfaces,
    moss: { colours: ["#1c2416", "#3d4a2c", "#66754b", "#98a578"], ...wool },
    oat: { colours: ["#6b5c46", "#a6957a", "#d3c4a8", "#efe5d0"], ...wool },
    oatStripe: { stains: "oat", colour: "#6d8058" },
    mossStripe: { stains: "moss", colour: "#8a9076" },
  },
};
