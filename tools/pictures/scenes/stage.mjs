// The room every picture is taken in: a table, a wall behind it, daylight through a window on the left.

export const roomSurfaces = {
  wall: {
    colours: ["#b5aa98", "#cfc5b3", "#e6decf", "#f3ecdf"],
    tones: 8,
    range: [0.12, 0.62],
    tolerance: 0.9,
    smallest: 90,
    open: true,
  },
  table: {
    colours: ["#6f6352", "#a7987f", "#cdbfa6", "#e4dac6"],
    tones: 8,
    range: [0.1, 0.72],
    tolerance: 0.9,
    smallest: 60,
  },
};

export function room({ wallZ = -42 } = {}) {
  return [
    { solid: (_x, y) => y, bound: null, surface: "table" },
    { solid: (_x, _y, z) => z - wallZ, bound: null, surface: "wall" },
  ];
}

/** `across` and `along` move the window's patch of light; bars and rails are its frame, seen as shadows. */
export function daylight({ power = 0.6, ...panes } = {}) {
  return {
    towards: [-0.62, 0.6, 0.62],
    power,
    hardness: 10,
    panes: {
      across: 0,
      along: 6,
      halfWidth: 27,
      halfHeight: 34,
      bars: [-13, 13],
      rails: [],
      barHalf: 1,
      soft: 3.2,
      ...panes,
    },
  };
}
