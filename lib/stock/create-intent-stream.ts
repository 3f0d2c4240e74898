import type { RedisClient } from "../platform/redis";
import { type RawEntry, sortEntries } from "./decode-intent";
import type { BrokenEntry, IntentBatch, IntentStream } from "./gate";
import { intentsKey, settleGroup } from "./keys";
import { readEntries, readStreams } from "./read-stream-reply";
import { acknowledge } from "./scripts.generated";
import { createUnfinishedEntries } from "./unfinished-entries";

export interface IntentStreamParts {
  readonly redis: RedisClient;
  /** A connection of its own: it waits inside Redis for new entries. */
  readonly blockingRedis: RedisClient;
  /** Names this worker process within the group. */
  readonly consumer: string;
}

/** How often a Cluster is asked while nothing comes, see readEach. */
const clusterPauseMs = 20;

export function createIntentStream({ redis, blockingRedis, consumer }: IntentStreamParts): IntentStream {
  const unfinished = createUnfinishedEntries();

  async function read(saleIds: readonly number[], countMax: number, blockMs: number): Promise<IntentBatch[]> {
    const bySale = new Map(saleIds.map((saleId) => [intentsKey(saleId), saleId]));
    const keys = [...bySale.keys()];
    const news = keys.map(() => ">");
    const group = ["GROUP", settleGroup, consumer, "COUNT", countMax] as const;
    const reply: unknown =
      blockMs > 0
        ? await blockingRedis.xreadgroup(...group, "BLOCK", Math.ceil(blockMs), "STREAMS", ...keys, ...news)
        : await blockingRedis.xreadgroup(...group, "STREAMS", ...keys, ...news);
    return readStreams(reply).map(({ key, entries }) => {
      const saleId = bySale.get(key);
      if (saleId === undefined) throw new Error(`Redis answered for a stream nobody asked for: ${key}`);
      unfinished.read(saleId, entries);
      return { saleId, ...sortEntries(saleId, entries) };
    });
  }

  /** A stream whose sale is not loaded yet, or was removed, gets its group; from the beginning, so nothing is missed. */
  async function readOrCreate(saleIds: readonly number[], countMax: number, blockMs: number): Promise<IntentBatch[]> {
    try {
      return await read(saleIds, countMax, blockMs);
    } catch (error) {
      if (!isGroupMissing(error)) throw error;
      await Promise.all(saleIds.map((saleId) => createGroup(redis, saleId)));
      return read(saleIds, countMax, 0);
    }
  }

  /** On a Cluster sales live on different nodes, and one command cannot wait at several: ask each in turn. */
  async function readEach(saleIds: readonly number[], countMax: number, blockMs: number): Promise<IntentBatch[]> {
    const until = performance.now() + blockMs;
    for (;;) {
      const found = (await Promise.all(saleIds.map((saleId) => readOrCreate([saleId], countMax, 0)))).flat();
      if (found.length > 0 || performance.now() >= until) return found;
      await new Promise((resolve) => setTimeout(resolve, Math.min(clusterPauseMs, blockMs)));
    }
  }

  return {
    async readNew(saleIds, { countMax, blockMs }) {
      if (saleIds.length === 0) return [];
      return blockingRedis.isCluster && saleIds.length > 1
        ? readEach(saleIds, countMax, blockMs)
        : readOrCreate(saleIds, countMax, blockMs);
    },

    async takeOver(saleId, { countMax, idleMs }) {
      const entries: RawEntry[] = [];
      const lost: BrokenEntry[] = [];
      let cursor = "0-0";
      do {
        const left = countMax - entries.length;
        const claim = await claimFrom(redis, saleId, consumer, { cursor, countMax: left, idleMs });
        entries.push(...claim.entries);
        lost.push(...claim.deletedIds.filter((entryId) => !unfinished.leave(saleId, entryId)).map(deletedEntry));
        cursor = claim.cursor;
      } while (cursor !== "0-0" && entries.length < countMax);
      unfinished.read(saleId, entries);
      // Redis names what has left the stream only once; it is taken over again until it is finished.
      const sorted = sortEntries(saleId, [...unfinished.gone(saleId), ...entries]);
      return { saleId, entries: sorted.entries, broken: [...sorted.broken, ...lost] };
    },

    async acknowledge(saleId, entryIds) {
      if (entryIds.length === 0) return;
      const args = { group: settleGroup, entryIds: JSON.stringify(entryIds) };
      await acknowledge(redis, { intents: intentsKey(saleId) }, args);
      unfinished.finish(saleId, entryIds);
    },

    async backlog(saleId) {
      // What is acknowledged is deleted in the same step, so the length is what is not finished. The group's own
      // `lag` becomes null after a restart from the append-only file, and a null would read as "nothing to do".
      const [exists, length] = await Promise.all([redis.exists(intentsKey(saleId)), redis.xlen(intentsKey(saleId))]);
      return exists === 1 ? length : null;
    },
  };
}

interface Claim {
  readonly cursor: string;
  readonly entries: readonly RawEntry[];
  /** Read by somebody, never finished, and no longer in the stream: somebody has trimmed it. */
  readonly deletedIds: readonly string[];
}

async function claimFrom(
  redis: RedisClient,
  saleId: number,
  consumer: string,
  from: { cursor: string; countMax: number; idleMs: number },
): Promise<Claim> {
  try {
    const group = [intentsKey(saleId), settleGroup, consumer] as const;
    const reply: unknown = await redis.xautoclaim(...group, from.idleMs, from.cursor, "COUNT", from.countMax);
    const [cursor, entries, deletedIds]: unknown[] = Array.isArray(reply) ? reply : [];
    if (typeof cursor !== "string") throw new Error("XAUTOCLAIM answered without a cursor");
    return {
      cursor,
      entries: readEntries(entries),
      deletedIds: Array.isArray(deletedIds) ? deletedIds.map(String) : [],
    };
  } catch (error) {
    // No stream or no group: nobody has read anything that could be taken over.
    if (isGroupMissing(error)) return { cursor: "0-0", entries: [], deletedIds: [] };
    throw error;
  }
}

async function createGroup(redis: RedisClient, saleId: number): Promise<void> {
  try {
    await redis.xgroup("CREATE", intentsKey(saleId), settleGroup, "0", "MKSTREAM");
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("BUSYGROUP"))) throw error;
  }
}

/** NOGROUP before a read, UNBLOCKED when the stream is deleted while we wait at it. */
function isGroupMissing(error: unknown): boolean {
  return error instanceof Error && /^(NOGROUP|UNBLOCKED)/.test(error.message);
}

function deletedEntry(entryId: string): BrokenEntry {
  return { entryId, fields: [], error: "the entry left the stream before it was finished" };
}
