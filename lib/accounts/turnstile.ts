/** Lets a few through at a time, a few more wait in order, and sends the rest away at once. */
export interface Turnstile {
  /** Runs the work when it is its turn; `full` when too many wait already. */
  pass<T>(work: () => Promise<T>): Promise<{ readonly word: "done"; readonly value: T } | { readonly word: "full" }>;
}

/**
 * Hashing a password costs about 90 ms of CPU and 32 MB on a thread of node's pool of four, which also serves files
 * and look-ups. A crowd that signs in a minute before a sale must not take all of it.
 */
export function createTurnstile(options: { runningMax: number; waitingMax: number }): Turnstile {
  let running = 0;
  const waiting: (() => void)[] = [];

  return {
    async pass(work) {
      if (running >= options.runningMax) {
        if (waiting.length >= options.waitingMax) return { word: "full" };
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      try {
        return { word: "done", value: await work() };
      } finally {
        // The place goes straight to the next in line, so nobody who comes just now can overtake.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
