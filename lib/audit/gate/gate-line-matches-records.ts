import type { AuditedSale, GateCheck, GateParts } from "../ports";
import { readMoment } from "./read-moment";

/**
 * I10. The gate's line is made of the attempts that wait: each has its record with that very place, and the number of all
 * who wait is the lines' length. Counters and lengths are read in one moment. Cannot see whether PostgreSQL remembers who
 * waits (gate-attempts-match-orders can).
 */
export const gateLineMatchesRecords: GateCheck = {
  name: "gate-line-matches-records",
  invariant: "I10",
  async look(parts, sale) {
    if ((await readMoment(parts, sale)) === null) return { breaches: [], found: 0, checked: 0 };
    const breaches = await compareLengths(parts, sale);
    let checked = 1;
    for (const itemId of sale.itemIds) {
      for await (const members of scanLine(parts, sale.id, itemId)) {
        for (const suspect of await findSuspects(parts, sale.id, members)) {
          const message = await verify(parts, sale.id, itemId, suspect);
          if (message !== null) breaches.push(message);
        }
        checked += members.length;
      }
    }
    return { breaches, found: breaches.length, checked };
  },
};

type Member = readonly [attemptId: string, sequence: string];

const countPerCall = 2_000;

async function compareLengths({ redis, format }: GateParts, sale: AuditedSale): Promise<string[]> {
  const multi = redis.multi().hget(format.saleKeys(sale.id).meta, "waiting");
  for (const itemId of sale.itemIds) multi.zcard(format.lineKey(sale.id, itemId));
  const [waiting, ...lengths] = ((await multi.exec()) ?? []).map(([, value]) => Number(value));
  const standing = lengths.reduce((sum, length) => sum + length, 0);
  return waiting === standing ? [] : [`${sale.slug}: the gate counts ${waiting} in line, ${standing} stand there`];
}

async function* scanLine(
  { redis, format }: GateParts,
  saleId: number,
  itemId: number,
): AsyncGenerator<readonly Member[]> {
  let cursor = "0";
  do {
    const [next, flat] = await redis.zscan(format.lineKey(saleId, itemId), cursor, "COUNT", countPerCall);
    cursor = next;
    const members: Member[] = [];
    for (let at = 0; at + 1 < flat.length; at += 2) members.push([flat[at] ?? "", flat[at + 1] ?? ""]);
    if (members.length > 0) yield members;
  } while (cursor !== "0");
}

async function findSuspects(
  { redis, format }: GateParts,
  saleId: number,
  members: readonly Member[],
): Promise<readonly string[]> {
  const texts = await redis.hmget(format.saleKeys(saleId).attempts, ...members.map(([attemptId]) => attemptId));
  return members.flatMap(([attemptId, sequence], at) => (waitsAt(format, texts[at], sequence) ? [] : [attemptId]));
}

async function verify(
  { redis, format }: GateParts,
  saleId: number,
  itemId: number,
  attemptId: string,
): Promise<string | null> {
  const reply = await redis
    .multi()
    .zscore(format.lineKey(saleId, itemId), attemptId)
    .hget(format.saleKeys(saleId).attempts, attemptId)
    .exec();
  const [score, text] = (reply ?? []).map(([, value]) => value);
  if (typeof score !== "string" || waitsAt(format, text, score)) return null;
  return `attempt ${attemptId} stands in line for item ${itemId} at ${score}, but its record does not say so`;
}

function waitsAt(format: GateParts["format"], text: unknown, sequence: string): boolean {
  const record = typeof text === "string" ? format.parseRecord(text) : null;
  return record?.state === "queued" && record.sequence === Number(sequence);
}
