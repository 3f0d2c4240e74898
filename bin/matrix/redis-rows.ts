import { mkdir, readdir, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { saleKeys } from "../../lib/stock/keys";
import { programOf, startAgain } from "../chaos/open-shop";
import { ReadableError, waitUntil } from "../services/processes.mjs";
import { askRedis } from "./ask-redis";
import { atOnce, type FaultRow, type Mend, nothingToMend, type Scene } from "./fault-row";
import { failOver, split } from "./redis-replica";

/** How much of what Redis has said yes to is lost in the rows that lose some. */
const lostMs = 900;
const patienceMs = 10_000;

const away = "Buying is answered “busy, come again in a second or two”; whoever was accepted reads “confirming”.";
const untouched = "Nothing, or one “busy”.";

export const redisRows: readonly FaultRow[] = [
  {
    name: "redis-killed",
    row: "R1",
    component: "Redis",
    breaks: "Redis is killed and comes back with its log of writes.",
    sees: away,
    forMs: 1_200,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await shop.redis.kill();
      return () => startAgain(shop, "redis");
    }),
  },
  {
    name: "redis-killed-for-long",
    row: "R1",
    component: "Redis",
    breaks: "Redis is killed and stays away for eight seconds.",
    sees: away,
    forMs: 8_000,
    played: "by command",
    ready: atOnce(async ({ shop }) => {
      await shop.redis.kill();
      return () => startAgain(shop, "redis");
    }),
  },
  {
    name: "redis-comes-back-empty",
    row: "R2",
    component: "Redis",
    breaks: "Redis is killed, its folder is deleted, and it comes back knowing nothing.",
    sees: `${away} Never “sold out”.`,
    forMs: 700,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await shop.redis.kill();
      await rm(logFolder(shop.redis.dataDir), { recursive: true, force: true });
      return () => startAgain(shop, "redis");
    }),
  },
  {
    name: "redis-flushed",
    row: "R2",
    component: "Redis",
    breaks: "Somebody empties Redis with FLUSHALL.",
    sees: `${away} Never “sold out”.`,
    forMs: 0,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await askRedis(shop.redisUrl, "FLUSHALL");
      return nothingToMend;
    }),
  },
  {
    name: "redis-scripts-flushed",
    row: "R2",
    component: "Redis",
    breaks: "Redis forgets every script it was given.",
    sees: untouched,
    forMs: 0,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await askRedis(shop.redisUrl, "SCRIPT", "FLUSH");
      return nothingToMend;
    }),
  },
  {
    name: "redis-loses-a-second",
    row: "R3",
    component: "Redis",
    breaks: "Redis is killed, and the last second of its log of writes is gone when it comes back.",
    sees: `${away} Somebody accepted in that second may read “sorry, gone” before anything was promised.`,
    forMs: 300,
    played: "always",
    ready: atOnce(loseASecond),
  },
  {
    name: "redis-fails-over",
    row: "R4",
    component: "Redis",
    breaks: "The link to the replica is cut, a second later Redis dies and the replica takes its place.",
    sees: `${away} Somebody accepted in that second may read “sorry, gone” before anything was promised.`,
    forMs: 500,
    played: "always",
    ready: (scene) => failOver(scene, "cut"),
  },
  {
    name: "redis-fails-over-after-a-one-way-cut",
    row: "R4",
    component: "Redis",
    breaks:
      "Redis hears its replica, the replica hears nothing; a second later Redis dies and the replica takes its place.",
    sees: `${away} Somebody accepted in that second may read “sorry, gone” before anything was promised.`,
    forMs: 500,
    played: "always",
    ready: (scene) => failOver(scene, "one way"),
  },
  {
    name: "redis-splits",
    row: "R4",
    component: "Redis",
    breaks: "The replica takes over while the old Redis lives on, with one web process still at it for four seconds.",
    sees: "At the process left behind: “busy”, or “confirming” until it has moved too.",
    needs: "secondWeb",
    forMs: 4_000,
    played: "always",
    ready: split,
  },
  ...[50, 500, 2_000].map(
    (ms): FaultRow => ({
      name: `redis-slow-by-${ms}-ms`,
      row: "R5",
      component: "Redis",
      breaks: `Every word to and from Redis takes ${ms} ms longer.`,
      sees: ms < 250 ? "Answers that much later." : away,
      forMs: 3_000,
      played: "always",
      ready: atOnce(async ({ shop }) => {
        for (const wire of shop.wiresTo("redis")) wire.delay(ms);
        return async () => {
          for (const wire of shop.wiresTo("redis")) wire.heal();
        };
      }),
    }),
  ),
  {
    name: "redis-frozen",
    row: "R5",
    component: "Redis",
    breaks: "Redis is stopped for six seconds and lets go of nothing.",
    sees: away,
    forMs: 6_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      shop.redis.stop();
      return async () => shop.redis.goOn();
    }),
  },
  {
    name: "redis-out-of-memory",
    row: "R6",
    component: "Redis",
    breaks: "Redis has no memory left and refuses every write.",
    sees: away,
    forMs: 2_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await askRedis(shop.redisUrl, "CONFIG", "SET", "maxmemory", "1");
      return async () => void (await askRedis(shop.redisUrl, "CONFIG", "SET", "maxmemory", "0"));
    }),
  },
  {
    name: "redis-cannot-save",
    row: "R6",
    component: "Redis",
    breaks: "Redis cannot save itself to its disk and refuses every write (MISCONF).",
    sees: away,
    forMs: 2_000,
    played: "always",
    ready: atOnce(failToSave),
  },
  {
    name: "redis-read-only",
    row: "R6",
    component: "Redis",
    breaks: "Redis is told to be the replica of nobody there and refuses every write (READONLY).",
    sees: away,
    forMs: 2_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await askRedis(shop.redisUrl, "REPLICAOF", "127.0.0.1", "1");
      return async () => void (await askRedis(shop.redisUrl, "REPLICAOF", "NO", "ONE"));
    }),
  },
  {
    name: "redis-busy-with-a-script",
    row: "R6",
    component: "Redis",
    breaks: "Somebody's script runs in Redis without end (BUSY).",
    sees: away,
    forMs: 2_500,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await askRedis(shop.redisUrl, "CONFIG", "SET", "busy-reply-threshold", "200");
      const endless = askRedis(shop.redisUrl, "EVAL", "while true do end", 0).catch(() => undefined);
      return async () => {
        await askRedis(shop.redisUrl, "SCRIPT", "KILL");
        await endless;
      };
    }),
  },
  {
    name: "redis-answers-lost",
    row: "R7",
    component: "Redis",
    breaks: "Every script runs in Redis, and the connection ends before its answer comes.",
    sees: "“Busy”; the same click sent again hears what became of it.",
    forMs: 2_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      for (const wire of shop.wiresTo("redis")) wire.loseAnswersTo(["eval"]);
      return async () => {
        for (const wire of shop.wiresTo("redis")) wire.heal();
      };
    }),
  },
  ...(["meta", "stock", "accounts", "attempts"] as const).map(
    (part): FaultRow => ({
      name: `redis-${part}-deleted`,
      row: "R8",
      component: "Redis",
      breaks: `Somebody deletes the sale's key “${part}” in Redis.`,
      sees: away,
      forMs: 0,
      played: "always",
      ready: atOnce(async ({ shop, saleId }) => {
        await askRedis(shop.redisUrl, "DEL", saleKeys(saleId)[part]);
        return nothingToMend;
      }),
    }),
  ),
  ...(["DEL", "XTRIM"] as const).map(
    (command): FaultRow => ({
      name: command === "DEL" ? "redis-intents-deleted" : "redis-intents-trimmed",
      row: "R8",
      component: "Redis",
      breaks: `The worker hangs, and somebody ${command === "DEL" ? "deletes" : "trims to nothing"} the stream of accepted attempts, which nobody has read yet.`,
      sees: "“Confirming” a little longer.",
      forMs: 300,
      played: "always",
      ready: atOnce(async ({ shop, saleId }) => {
        const worker = programOf(shop, "worker");
        worker.signal("SIGSTOP");
        await delay(lostMs);
        const { intents } = saleKeys(saleId);
        await askRedis(shop.redisUrl, command, intents, ...(command === "DEL" ? [] : ["MAXLEN", 0]));
        return async () => worker.signal("SIGCONT");
      }),
    }),
  ),
];

function logFolder(dataDir: string): string {
  return join(dataDir, "appendonlydir");
}

/** As after a crash on a slow disk: what was written last is not there, and the last command is cut in two. */
async function loseASecond({ shop }: Scene): Promise<Mend> {
  const file = await newestLog(shop.redis.dataDir);
  const { size: keptBytes } = await stat(file);
  await delay(lostMs);
  await shop.redis.kill();
  const { size } = await stat(file);
  await truncate(file, Math.min(size, keptBytes + 5));
  return () => startAgain(shop, "redis");
}

async function newestLog(dataDir: string): Promise<string> {
  const folder = logFolder(dataDir);
  const numberOf = (name: string) => Number(/\.(\d+)\.incr\.aof$/.exec(name)?.[1] ?? 0);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".incr.aof"));
  const newest = names.sort((left, right) => numberOf(left) - numberOf(right)).at(-1);
  if (newest === undefined) throw new ReadableError("Redis keeps no log of writes");
  return join(folder, newest);
}

async function failToSave({ shop }: Scene): Promise<Mend> {
  const inTheWay = join(shop.redis.dataDir, "dump.rdb");
  const savedLast = async (word: string) =>
    String(await askRedis(shop.redisUrl, "INFO", "persistence")).includes(`rdb_last_bgsave_status:${word}`);
  await rm(inTheWay, { recursive: true, force: true });
  // A snapshot is renamed to this name when it is whole; a folder cannot be replaced so.
  await mkdir(join(inTheWay, "folder"), { recursive: true });
  await askRedis(shop.redisUrl, "CONFIG", "SET", "save", "3600 1");
  await askRedis(shop.redisUrl, "BGSAVE");
  if (!(await waitUntil(() => savedLast("err"), patienceMs))) throw new Error("Redis could save itself");
  return async () => {
    await rm(inTheWay, { recursive: true, force: true });
    await askRedis(shop.redisUrl, "CONFIG", "SET", "save", "");
    await askRedis(shop.redisUrl, "BGSAVE");
    if (!(await waitUntil(() => savedLast("ok"), patienceMs))) throw new Error("Redis could not save itself");
  };
}
