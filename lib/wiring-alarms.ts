import { countDoors } from "./orders/books/count-doors";
import { createBooks } from "./orders/books/create-books";
import { readHeartbeats } from "./platform/heartbeat";
import type { Loop } from "./platform/loop";
import { measureShop, type ShopReadings } from "./platform/measure-shop";
import { intentsKey } from "./stock/keys";
import type { Core } from "./wiring-core";

/** Told every second; a busy machine may be late by some. */
const heardOfMs = 5_000;
const settingsEveryMs = 60_000;

/** Puts what an operator is woken for among the metrics of a web process; see docs/how-to/answer-an-alarm.md. */
export function openAlarms(core: Core): void {
  const { registry } = core.metrics;
  measureShop(registry, () => readShop(core));
  countDoors(registry, () => createBooks(core.pools.admin).readDoors(core.clock.spec()));
}

async function readShop(core: Core): Promise<ShopReadings> {
  const [beats, backlog, books, persists, unsafe] = await Promise.all([
    readHeartbeats(core.redis).catch(() => null),
    readBacklog(core).catch(() => null),
    readBooks(core).catch(() => null),
    readPersistence(core).catch(() => null),
    core.checkServers().catch(() => null),
  ]);
  const heard = beats?.filter(({ agoMs }) => agoMs <= heardOfMs) ?? null;
  return {
    workers: heard?.length ?? null,
    failingLoops: heard?.reduce((sum, { failing }) => sum + failing.length, 0) ?? null,
    backlog: backlog?.entries ?? null,
    backlogAgeSeconds: backlog?.ageSeconds ?? null,
    outboxAgeSeconds: books?.outboxAgeSeconds ?? null,
    deadLetters: books?.deadLetters ?? null,
    redisPersists: persists === null ? null : Number(persists),
    unsafeSettings: unsafe?.filter(({ word }) => word === "unsafe").length ?? null,
  };
}

/** Of all sales on the board. An entry's id begins with Redis' time. */
async function readBacklog({ board, redis }: Core): Promise<{ entries: number; ageSeconds: number }> {
  const [seconds = 0] = (await redis.time()).map(Number);
  const sales = await Promise.all(
    board.all().map(async ({ id }) => {
      const [entries, oldest] = await Promise.all([
        redis.xlen(intentsKey(id)),
        redis.xrange(intentsKey(id), "-", "+", "COUNT", 1),
      ]);
      const atMs = Number.parseInt(oldest[0]?.[0] ?? "", 10);
      return { entries, ageSeconds: Number.isNaN(atMs) ? 0 : Math.max(0, seconds - atMs / 1_000) };
    }),
  );
  return {
    entries: sales.reduce((sum, { entries }) => sum + entries, 0),
    ageSeconds: Math.max(0, ...sales.map(({ ageSeconds }) => ageSeconds)),
  };
}

async function readBooks({ pools }: Core): Promise<{ outboxAgeSeconds: number; deadLetters: number }> {
  const { rows } = await pools.admin.query<{ outboxAgeSeconds: number; deadLetters: number }>(
    `SELECT coalesce(extract(epoch FROM now() - (SELECT min(created_at) FROM outbox)), 0)::float8 AS "outboxAgeSeconds",
       (SELECT count(*)::int FROM dead_letters) AS "deadLetters"`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error("PostgreSQL told nothing of its outbox");
  return found;
}

async function readPersistence({ redis }: Core): Promise<boolean> {
  const info = await redis.info("persistence");
  return !/^(?:aof_last_write_status|aof_last_bgrewrite_status|rdb_last_bgsave_status):err/m.test(info);
}

/** The worker's look at the servers' settings, once a minute: what was changed while they run is logged once. */
export function watchSettings({ checkServers, logger }: Core): Loop {
  let known = "";
  return {
    name: "server-settings",
    idleMs: settingsEveryMs,
    async once() {
      const unsafe = (await checkServers()).filter(({ word }) => word === "unsafe");
      const now = unsafe.map(({ line }) => line).join("\n");
      if (now !== known) {
        for (const { server, setting, line } of unsafe)
          logger.error({ event: "unsafe_setting", server, setting }, line);
        if (now === "") logger.info({ event: "settings_safe" }, "the servers' settings are as they must be again");
      }
      known = now;
      return 0;
    },
  };
}
