import { Redis } from "ioredis";
import { Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Problem } from "../domain";
import { createHttpClient, type HttpClient, type Reply } from "../testing/http-client";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { startTcpProxy, type TcpProxy } from "../testing/tcp-proxy";
import { capturePage } from "./capture-page";
import { createHotLane } from "./hot-lane";
import { closeServer, listenTo } from "./listen";
import { createLoadGuard, type LoadGuard } from "./load-guard";
import { createLoadMetrics } from "./load-metrics";
import { jsonAnswer } from "./message";
import { createPageCache } from "./page-cache";

// A real server whose buys ask a real Redis over a wire that the test holds: what is in flight stays there until the
// test lets it go. Nobody ticks the guard but the test, so nothing here depends on how fast the machine is.

let redisServer: RealRedis;
let wire: TcpProxy;
let redis: Redis;
let guard: LoadGuard;
let registry: Registry;
let closeAll: () => Promise<void>;
let clients: HttpClient[];

beforeEach(async () => {
  redisServer = await startRealRedis();
  wire = await startTcpProxy(redisServer);
  redis = new Redis({ host: "127.0.0.1", port: wire.port, enableAutoPipelining: true });
  redis.on("error", () => undefined);
  guard = createLoadGuard();
  registry = new Registry();
  const count = createLoadMetrics(registry, guard);
  const ready = (body: object) => ({ answer: async () => jsonAnswer(200, body) });
  const pages = createPageCache({
    stampOf: () => "stamp",
    stampOfRendered: () => "stamp",
    isKnownSlug: () => true,
    render: (path) => capturePage(async (_message, response) => void response.end("page"), path, "shop"),
    makeOnce: (_name, make) => make(),
    onError: (error) => expect.unreachable(String(error)),
    count: count.page,
  });
  const server = await listenTo({
    host: "127.0.0.1",
    port: 0,
    hotLane: createHotLane({
      "/api/sales/[slug]/attempts/[ticket]": {
        POST: { answer: async () => jsonAnswer(202, { taken: await redis.incr("taken") }) },
      },
      "/api/time": { GET: ready({ now: 0 }) },
      "/api/health/live": { GET: ready({}) },
    }),
    next: async (_message, response) => void response.end("framework"),
    front: { pages, guard, onRefused: count.refused },
    onError: (error) => expect.unreachable(String(error)),
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  // Each has 256 connections at most.
  clients = Array.from({ length: 6 }, () => createHttpClient(`http://127.0.0.1:${address.port}`));
  closeAll = async () => {
    for (const client of clients) client.close();
    await closeServer(server, 1_000);
    redis.disconnect();
    await wire.close();
    await redisServer.stop();
  };
});

afterEach(() => closeAll());

function buys(count: number): Promise<Reply>[] {
  return Array.from({ length: count }, (_, number) => {
    const client = clients[number % clients.length];
    if (client === undefined) throw new Error("no client");
    return client.send(`/api/sales/lamp/attempts/t${number}`, { method: "POST", body: { quantity: 1 } });
  });
}

/** Sends buys whose question to Redis is held, and waits until that many are in flight. */
async function holdBuys(count: number): Promise<Promise<Reply>[]> {
  const held = wire.holdOn("incr");
  const replies = buys(count);
  await held;
  await expect.poll(() => guard.reading().inFlight.buy, { timeout: 20_000 }).toBe(Math.min(count, 1_024));
  return replies;
}

/** A client of its own: the others' connections are taken. */
async function ask(path: string, method: "GET" | "POST" = "GET"): Promise<Reply> {
  const client = createHttpClient(clients[0]?.origin ?? "");
  try {
    return await client.send(path, { method, ...(method === "POST" ? { body: {} } : {}) });
  } finally {
    client.close();
  }
}

describe("while what buys ask does not answer", () => {
  it("takes as many as there is room for, tells the rest at once, and serves pages, health and polls", async () => {
    const held = await holdBuys(1_024);
    const refused = await ask("/api/sales/lamp/attempts/late", "POST");
    expect(refused.status).toBe(503);
    const problem = refused.json<Problem>();
    expect(problem.code).toBe("busy");
    expect(problem.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(refused.headers["retry-after"]).toBe(String(Math.ceil((problem.retryAfterMs ?? 0) / 1_000)));
    expect(refused.headers["content-type"]).toContain("application/problem+json");
    expect(refused.headers["cache-control"]).toBe("private, no-store");
    for (const path of ["/", "/sales/lamp", "/account", "/api/health/live", "/api/time"]) {
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    }
    expect(await registry.metrics()).toContain('zerohour_refused_busy_total{class="buy"} 1');
    expect(await registry.metrics()).toContain('zerohour_in_flight{class="buy"} 1024');
    // Nothing was taken for who was refused, and nobody who was let in is forgotten.
    wire.release();
    const statuses = (await Promise.all(held)).map((reply) => reply.status);
    expect(new Set(statuses)).toEqual(new Set([202]));
    expect(await redisServer.connect().get("taken")).toBe("1024");
    expect(guard.reading().inFlight).toEqual({ vital: 0, poll: 0, buy: 0 });
    expect((await ask("/api/sales/lamp/attempts/late", "POST")).status).toBe(202);
  }, 60_000);

  it("lets in fewer the longer it lasts", async () => {
    const held = await holdBuys(300);
    expect(guard.level()).toBe("calm");
    for (let tick = 0; tick < 20; tick += 1) guard.tick(0);
    expect((await ask("/api/sales/lamp/attempts/late", "POST")).status).toBe(503);
    wire.release();
    await Promise.all(held);
  }, 60_000);
});

describe("while the event loop is late", () => {
  it("keeps the connection of whoever is refused, with the body unread", async () => {
    const held = await holdBuys(256);
    for (let tick = 0; tick < 200; tick += 1) guard.tick(1_000);
    expect(guard.level()).toBe("crowded");
    const client = createHttpClient(clients[0]?.origin ?? "");
    for (let time = 0; time < 3; time += 1) {
      const body = { text: "x".repeat(100_000) };
      const reply = await client.send("/api/sales/lamp/attempts/late", { method: "POST", body });
      expect([reply.status, reply.headers.connection]).toEqual([503, "keep-alive"]);
      expect((await client.send("/api/health/live")).status).toBe(200);
    }
    client.close();
    wire.release();
    await Promise.all(held);
  }, 60_000);
});

it("without the guard's limits the same load is all let in", async () => {
  // The negative control of this harness: a guard that lets everybody in.
  guard.enter = () => true;
  const held = wire.holdOn("incr");
  const replies = buys(1_200);
  await held;
  const late = ask("/api/sales/lamp/attempts/late", "POST");
  wire.release();
  expect((await late).status).toBe(202);
  await Promise.all(replies);
}, 60_000);
