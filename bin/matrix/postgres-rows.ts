import pg from "pg";
import { startAgain } from "../chaos/open-shop";
import { atOnce, type FaultRow, type Mend, type Scene } from "./fault-row";

const confirming =
  "Buying goes on; whoever was accepted reads “confirming”. Whoever has an order may have to come again to pay.";

export const postgresRows: readonly FaultRow[] = [
  {
    name: "postgres-killed",
    row: "P1",
    component: "PostgreSQL",
    breaks: "PostgreSQL crashes and is started again two seconds later.",
    sees: confirming,
    forMs: 2_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      await shop.postgres.kill();
      return () => startAgain(shop, "postgres");
    }),
  },
  {
    name: "postgres-backend-killed",
    row: "P1",
    component: "PostgreSQL",
    breaks: "One of PostgreSQL's processes is killed, which makes it end all connections and recover.",
    sees: confirming,
    forMs: 500,
    played: "always",
    ready: atOnce(async ({ pool }) => {
      const { rows } = await pool.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'zerohour-worker' LIMIT 1",
      );
      for (const { pid } of rows) process.kill(pid, "SIGKILL");
      return async () => undefined;
    }),
  },
  {
    name: "postgres-frozen",
    row: "P1",
    component: "PostgreSQL",
    breaks: "All processes of PostgreSQL are stopped for six seconds and let go of nothing.",
    sees: confirming,
    forMs: 6_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      shop.postgres.stop();
      return async () => shop.postgres.goOn();
    }),
  },
  {
    name: "postgres-slow",
    row: "P2",
    component: "PostgreSQL",
    breaks: "Every word to and from PostgreSQL takes 250 ms longer.",
    sees: "“Confirming” for longer; pages of orders come late.",
    forMs: 3_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      for (const wire of shop.wiresTo("postgres")) wire.delay(250);
      return async () => {
        for (const wire of shop.wiresTo("postgres")) wire.heal();
      };
    }),
  },
  {
    name: "postgres-orders-locked",
    row: "P2",
    component: "PostgreSQL",
    breaks: "Somebody holds a lock on the table of orders for six seconds.",
    sees: confirming,
    forMs: 6_000,
    played: "always",
    ready: atOnce(lockOrders),
  },
  {
    name: "postgres-has-no-connection-left",
    row: "P3",
    component: "PostgreSQL",
    breaks: "The shop's connections are ended and somebody else takes every connection PostgreSQL has.",
    sees: confirming,
    forMs: 2_500,
    played: "always",
    ready: atOnce(takeConnections),
  },
  {
    name: "postgres-disk-full",
    row: "P4",
    component: "PostgreSQL",
    breaks: "The disk of PostgreSQL is full.",
    sees: confirming,
    needs: "smallDisk",
    forMs: 3_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      shop.disk?.fill();
      return async () => {
        shop.disk?.free();
        if (!shop.postgres.isRunning()) await startAgain(shop, "postgres");
      };
    }),
  },
  {
    name: "postgres-log-disk-full",
    row: "P4",
    component: "PostgreSQL",
    breaks: "The disk is full when PostgreSQL needs a new file of its log of writes, which ends it.",
    sees: confirming,
    needs: "smallDisk",
    forMs: 2_000,
    played: "always",
    ready: atOnce(fillLog),
  },
  {
    name: "postgres-commits-unanswered",
    row: "P5",
    component: "PostgreSQL",
    breaks: "Every COMMIT reaches PostgreSQL and is done, and the connection ends before the answer.",
    sees: "“Confirming” a little longer.",
    forMs: 2_000,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      for (const wire of shop.wiresTo("postgres")) wire.loseAnswersTo(["COMMIT"]);
      return async () => {
        for (const wire of shop.wiresTo("postgres")) wire.heal();
      };
    }),
  },
];

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "zerohour-fault" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function lockOrders({ shop }: Scene): Promise<Mend> {
  const client = await connect(shop.databaseUrl);
  await client.query("BEGIN");
  await client.query("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
  return async () => {
    await client.query("ROLLBACK");
    await client.end();
  };
}

/** Whoever connects while these are taken hears "too many clients". */
async function takeConnections({ shop }: Scene): Promise<Mend> {
  const first = await connect(shop.databaseUrl);
  const taken = [first];
  const { rows } = await first.query<{ most: number }>("SELECT current_setting('max_connections')::int AS most");
  await first.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name IN ('zerohour-web', 'zerohour-worker')",
  );
  const more = Array.from({ length: rows[0]?.most ?? 0 }, () => connect(shop.databaseUrl));
  for (const each of await Promise.allSettled(more)) if (each.status === "fulfilled") taken.push(each.value);
  return async () => {
    await Promise.all(taken.map((client) => client.end()));
  };
}

/** Enough to need a new file of the log, whatever PostgreSQL keeps ready. */
const switchesMax = 12;

async function fillLog({ shop }: Scene): Promise<Mend> {
  const client = await connect(shop.databaseUrl);
  shop.disk?.fill();
  try {
    for (let switches = 0; switches < switchesMax; switches += 1) {
      await client.query("SELECT pg_logical_emit_message(true, 'zerohour', 'more')");
      await client.query("SELECT pg_switch_wal()");
    }
  } catch {
    // It has ended itself, as it does when it cannot write its log.
  }
  return async () => {
    shop.disk?.free();
    await client.end().catch(() => undefined);
    if (!shop.postgres.isRunning()) await startAgain(shop, "postgres");
  };
}
