// Closed outlines of the places where a field is positive (marching squares, edges interpolated).

/** @param field (column, row) => number, asked for 0..width-1 and 0..height-1; the outside counts as negative.
 * @returns loops of points [x, y] in grid units, positive side on the left; open to no border */
export function contours(field, width, height) {
  const margin = 2;
  const columns = width + 2 * margin;
  const rows = height + 2 * margin;
  const values = new Float32Array(columns * rows).fill(-1);
  for (let row = 1; row < rows - 1; row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const x = Math.min(width - 1, Math.max(0, column - margin));
      const y = Math.min(height - 1, Math.max(0, row - margin));
      values[row * columns + column] = field(x, y);
    }
  }

  // Every cell hands its inner border from one edge to the next; edges are numbered so that neighbours agree.
  const horizontal = (column, row) => (row * columns + column) * 2;
  const vertical = (column, row) => (row * columns + column) * 2 + 1;
  const next = new Map();
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column;
      const a = values[at] > 0;
      const b = values[at + 1] > 0;
      const c = values[at + columns + 1] > 0;
      const d = values[at + columns] > 0;
      if (a === b && b === c && c === d) continue;
      const top = horizontal(column, row);
      const bottom = horizontal(column, row + 1);
      const left = vertical(column, row);
      const east = vertical(column + 1, row);
      const middle = values[at] + values[at + 1] + values[at + columns] + values[at + columns + 1] > 0;
      for (const [from, to] of steps(a, b, c, d, middle, top, east, bottom, left)) next.set(from, to);
    }
  }

  const loops = [];
  for (const start of [...next.keys()]) {
    if (!next.has(start)) continue;
    const loop = [];
    let edge = start;
    while (next.has(edge)) {
      loop.push(pointOn(edge));
      const following = next.get(edge);
      next.delete(edge);
      edge = following;
    }
    loops.push(loop);
  }
  return loops;

  function pointOn(edge) {
    const at = edge >> 1;
    const column = at % columns;
    const row = Math.floor(at / columns);
    const other = edge % 2 === 0 ? at + 1 : at + columns;
    const along = values[at] / (values[at] - values[other]);
    const x = column + (edge % 2 === 0 ? along : 0) - margin;
    const y = row + (edge % 2 === 0 ? 0 : along) - margin;
    return [x + 0.5, y + 0.5];
  }
}

function steps(a, b, c, d, middle, top, east, bottom, left) {
  const kind = (a ? 8 : 0) + (b ? 4 : 0) + (c ? 2 : 0) + (d ? 1 : 0);
  switch (kind) {
    case 1:
      return [[left, bottom]];
    case 2:
      return [[bottom, east]];
    case 3:
      return [[left, east]];
    case 4:
      return [[east, top]];
    case 5:
      return middle
        ? [
            [left, top],
            [east, bottom],
          ]
        : [
            [left, bottom],
            [east, top],
          ];
    case 6:
      return [[bottom, top]];
    case 7:
      return [[left, top]];
    case 8:
      return [[top, left]];
    case 9:
      return [[top, bottom]];
    case 10:
      return middle
        ? [
            [top, east],
            [bottom, left],
          ]
        : [
            [top, left],
            [bottom, east],
          ];
    case 11:
      return [[top, east]];
    case 12:
      return [[east, left]];
    case 13:
      return [[east, bottom]];
    default:
      return [[bottom, left]];
  }
}

export function areaOf(loop) {
  let sum = 0;
  for (let i = 0, j = loop.length - 1; i < loop.length; j = i, i += 1) {
    sum += loop[j][0] * loop[i][1] - loop[i][0] * loop[j][1];
  }
  return Math.abs(sum) / 2;
}
