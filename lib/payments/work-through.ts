/** Small enough that a round leaves most of a process' database connections to others. */
const widthMax = 4;

/**
 * Does `work` for each item, a few at a time, and adds up the counts it returns. One item's failure stops no other;
 * the first failure is thrown when all have had their turn, so that a loop can report it and try again.
 */
export async function workThrough<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<number>,
): Promise<number> {
  let next = 0;
  let done = 0;
  const failures: unknown[] = [];

  async function lane(): Promise<void> {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      try {
        // Added after the await: `done += await` would read the sum before it and lose what others add meanwhile.
        const count = await work(item);
        done += count;
      } catch (error) {
        failures.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(widthMax, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  return done;
}
