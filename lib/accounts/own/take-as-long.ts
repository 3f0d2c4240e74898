import { setTimeout } from "node:timers/promises";

/** Does the work and answers no sooner than `leastMs` after the beginning, so that how long it took tells nothing. */
export async function takeAsLong<T>(leastMs: number, work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work(), setTimeout(leastMs)]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
