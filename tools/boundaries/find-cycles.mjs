/**
 * Finds import cycles: for each knot of files that reach each other, one shortest way round.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph file -> files it imports
 * @returns {string[][]} each cycle as its files in order, the first one not repeated
 */
export function findCycles(graph) {
  /** @type {string[][]} */
  const cycles = [];
  const covered = new Set();
  for (const start of [...graph.keys()].sort()) {
    if (covered.has(start)) continue;
    const way = shortestWayBack(graph, start);
    if (way === undefined) continue;
    for (const file of way) covered.add(file);
    cycles.push(way);
  }
  return cycles;
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph
 * @param {string} start
 */
function shortestWayBack(graph, start) {
  /** @type {Map<string, string>} */
  const cameFrom = new Map();
  const waiting = [start];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return wayTo(file, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      waiting.push(next);
    }
  }
  return undefined;
}

/**
 * @param {string} end
 * @param {string} start
 * @param {ReadonlyMap<string, string>} cameFrom
 */
function wayTo(end, start, cameFrom) {
  const way = [end];
  for (let file = end; file !== start; ) {
    file = cameFrom.get(file) ?? start;
    way.unshift(file);
  }
  return way;
}
