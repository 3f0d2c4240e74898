/** When most units were out at once, and how many; `spans` is `from, to, units`, both ends included. */
export function mostAtOnce(spans: readonly number[]): { readonly units: number; readonly atMs: number } {
  const changes: { readonly atMs: number; readonly units: number }[] = [];
  for (let at = 0; at < spans.length; at += 3) {
    const units = spans[at + 2] ?? 0;
    changes.push({ atMs: spans[at] ?? 0, units }, { atMs: spans[at + 1] ?? 0, units: -units });
  }
  // At one moment, whoever has it still and whoever has it already both have it.
  changes.sort((one, other) => compare(one.atMs, other.atMs) || other.units - one.units);
  let units = 0;
  let most = { units: 0, atMs: 0 };
  for (const change of changes) {
    units += change.units;
    if (units > most.units) most = { units, atMs: change.atMs };
  }
  return most;
}

/** A difference of two infinities is none. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
