import type { GateCheck } from "../ports";
import { listOf } from "./read-moment";

const boundMs = 60_000;

/**
 * I4. What the gate handed over is booked within a minute: nobody's attempt stays "being confirmed". By Redis' own time,
 * which the entries' ids are made of. Cannot tell a worker that is away from one that fails; its log does.
 */
export const streamIsWorked: GateCheck = {
  name: "stream-is-worked",
  invariant: "I4",
  async look({ redis, format }, sale) {
    const { intents } = format.saleKeys(sale.id);
    const [oldest] = await redis.xrange(intents, "-", "+", "COUNT", 1);
    const [seconds = 0] = listOf(await redis.time()).map(Number);
    const checked = await redis.xlen(intents);
    if (oldest === undefined) return { breaches: [], found: 0, checked };
    const [entryId] = oldest;
    const ageMs = seconds * 1_000 - Number(entryId.split("-")[0]);
    const breaches =
      ageMs > boundMs
        ? [`${sale.slug}: ${checked} attempts wait to be booked, the first since ${Math.round(ageMs / 1_000)} s`]
        : [];
    return { breaches, found: breaches.length, checked };
  },
};
