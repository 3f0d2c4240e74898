import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { salePhase } from "../domain";
import { type AdjustableClock, createClock } from "../platform/clock";
import { createMakeOnce } from "../platform/make-once";
import { openBoard, type RunningBoard } from "../sales/board";
import { createCatalogue } from "../sales/catalogue";
import { createKnownSlugs } from "../sales/known-slugs";
import { pageStamp } from "../sales/page-stamp";
import { syncBoard } from "../sales/sync-board";
import { createSale, type MadeSale } from "../testing/factories";
import { createHttpClient, type HttpClient } from "../testing/http-client";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { closeServer, listenTo } from "./listen";
import { createLoadGuard } from "./load-guard";
import { createPageCache } from "./page-cache";

// Two web processes' worth of boards, clocks, caches and servers on one Redis and one PostgreSQL. In place of the
// framework a line of text says what the catalogue and the clock say: exactly what a page must not be wrong about.

let redis: RealRedis;
let database: TestDatabase;
let sale: MadeSale;
let processes: WebProcess[];
let renderings: number;

interface WebProcess {
  readonly client: HttpClient;
  readonly board: RunningBoard;
  readonly clock: AdjustableClock;
  close(): Promise<void>;
}

type StampMaker = typeof pageStamp;

const startsAtMs = Date.now() + 600_000;
const endsAtMs = startsAtMs + 600_000;

beforeAll(async () => {
  redis = await startRealRedis();
});

afterAll(async () => {
  await redis.stop();
});

beforeEach(async () => {
  database = await createTestDatabase();
  await redis.connect().flushall();
  sale = await createSale(database.pool, { startsAtMs, endsAtMs });
  await publish();
  renderings = 0;
  processes = [];
});

afterEach(async () => {
  for (const process of processes) await process.close();
  await database.drop();
});

const publish = () => syncBoard({ pool: database.pool, redis: redis.connect(), nowMs: Date.now() });

async function startProcess(makeStamp: StampMaker): Promise<WebProcess> {
  const clock = createClock();
  const board = await openBoard({
    redis: redis.connect(),
    subscriber: redis.connect(),
    leaseMs: 1_000,
    onError: (error) => expect.unreachable(String(error)),
  });
  const pool = database.openPool(2);
  const stampOf = makeStamp(board, clock);
  const made = new Map<string, string>();
  const catalogue = createCatalogue({ pool, clock });

  async function render(path: string) {
    renderings += 1;
    made.set(path, stampOf(path) ?? "");
    const page = path === "/-" ? null : await catalogue.salePage(path.slice("/sales/".length));
    const text = page === null ? "nothing here" : `${page.sale.title}: ${salePhase(page.sale, clock.nowMs())}`;
    return { status: page === null ? 404 : 200, headers: { "content-type": "text/plain" }, body: Buffer.from(text) };
  }

  const pages = createPageCache({
    stampOf,
    stampOfRendered: (path) => made.get(path) ?? null,
    isKnownSlug: createKnownSlugs({ pool, board, realNowMs: Date.now }),
    render,
    makeOnce: createMakeOnce({ redis: redis.connect(), prefix: "test:", keptMs: 10_000, waitMs: 10_000 }),
    onError: (error) => expect.unreachable(String(error)),
  });
  const server = await listenTo({
    host: "127.0.0.1",
    port: 0,
    hotLane: null,
    next: async (_message, response) => void response.end("framework"),
    front: { pages, guard: createLoadGuard(), onRefused: () => expect.unreachable("nothing is refused here") },
    onError: (error) => expect.unreachable(String(error)),
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const client = createHttpClient(`http://127.0.0.1:${address.port}`);
  return {
    client,
    board,
    clock,
    async close() {
      client.close();
      board.stop();
      await closeServer(server, 1_000);
    },
  };
}

async function startTwo(makeStamp: StampMaker = pageStamp): Promise<void> {
  processes = [await startProcess(makeStamp), await startProcess(makeStamp)];
}

/** What a fresh load of the sale's page says in each process. */
async function load(): Promise<string[]> {
  const replies = await Promise.all(processes.map(({ client }) => client.send(`/sales/${sale.slug}`)));
  return replies.map((reply) => reply.text);
}

const everywhere = (phase: string) => processes.map(() => `${sale.title}: ${phase}`);

/** A sale's whole life, with a load of its page after each turn. */
async function expectRightThroughLife(): Promise<void> {
  expect(await load()).toEqual(everywhere("scheduled"));
  for (const [atMs, phase] of [
    [startsAtMs - 1, "scheduled"],
    [startsAtMs, "live"],
    [endsAtMs - 1, "live"],
    [endsAtMs, "ended"],
    [startsAtMs, "live"],
  ] as const) {
    for (const { clock } of processes) clock.adjust(`=${atMs}`);
    expect(await load()).toEqual(everywhere(phase));
  }
  for (const [status, phase] of [
    ["paused", "paused"],
    ["published", "live"],
    ["cancelled", "cancelled"],
  ] as const) {
    await database.pool.query("UPDATE sales SET status = $2, version = version + 1 WHERE id = $1", [sale.id, status]);
    await publish();
    // As the message of the change does it, without its delay.
    for (const { board } of processes) await board.refresh();
    expect(await load()).toEqual(everywhere(phase));
  }
}

describe("a fresh load from either of two processes", () => {
  it("is right after start, end, pause, resumption and cancellation", async () => {
    await startTwo();
    await expectRightThroughLife();
  });

  it("would be wrong from a cache without stamps", async () => {
    await startTwo(() => () => "always the same");
    await expect(expectRightThroughLife()).rejects.toThrow(/live/);
  });

  it("follows a change by its message alone", async () => {
    await startTwo();
    await load();
    await database.pool.query("UPDATE sales SET title = 'Renamed', version = version + 1 WHERE id = $1", [sale.id]);
    await publish();
    await expect.poll(load, { timeout: 10_000 }).toEqual(["Renamed: scheduled", "Renamed: scheduled"]);
  });

  it("is gone when the sale is withdrawn, and there when it is published again", async () => {
    await startTwo();
    expect(await load()).toEqual(everywhere("scheduled"));
    for (const [status, text] of [
      ["draft", "nothing here"],
      ["published", `${sale.title}: scheduled`],
    ]) {
      await database.pool.query("UPDATE sales SET status = $2, version = version + 1 WHERE id = $1", [sale.id, status]);
      await publish();
      for (const { board } of processes) await board.refresh();
      expect(await load()).toEqual([text, text]);
    }
  });

  it("costs one rendering for a crowd at both", async () => {
    await startTwo();
    const crowd = Array.from({ length: 100 }, () => load());
    for (const texts of await Promise.all(crowd)) expect(texts).toEqual(everywhere("scheduled"));
    expect(renderings).toBe(1);
  });
});
