import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openWire, type Wire } from "../../bin/chaos/open-wire";
import { findFreePort } from "../../bin/services/ports.mjs";
import type { AcceptedAnswer, Problem } from "../domain";
import { type Buyer, getTicket, makeKey, postAttempt, untilAttempt } from "../testing/buyers";
import { createSale, type MadeSale } from "../testing/factories";
import { createHttpClient, type HttpClient, type Reply } from "../testing/http-client";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { untilLoaded } from "../testing/shop-facts";

// A server that accepts everything and answers nothing is worse than one that is away: every caller waits. Here each of
// them is stopped in its tracks (SIGSTOP), or the network between swallows all, and every request still gets an answer soon.

/** At most 3.5 s on a quiet machine. A password is checked by much arithmetic, so signing in takes what the machine has left. */
const hangMaxMs = 10_000;

let shop: Shop;
let buyers: readonly Buyer[];
let first: Buyer;
let last: Buyer;
let servers: { readonly redis: number; readonly postgres: number };

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0" } });
  const made = await makeShoppers(shop.pool, shop.keys, 42, { appOrigin: shop.client.origin });
  const [one, other, ...others] = made;
  if (one === undefined || other === undefined) throw new Error("no shoppers");
  [first, last, buyers] = [one, other, others];
  servers = { redis: await pidOfRedis(), postgres: await pidOfPostgres() };
});

afterAll(async () => {
  thaw();
  await shop?.stop();
});

async function pidOfRedis(): Promise<number> {
  const redis = new Redis(shop.redisUrl);
  const pid = /process_id:(\d+)/.exec(await redis.info("server"))?.[1];
  redis.disconnect();
  return Number(pid);
}

async function pidOfPostgres(): Promise<number> {
  const { rows } = await shop.pool.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
  const [pid] = (await readFile(join(rows[0]?.folder ?? "", "postmaster.pid"), "utf8")).split("\n");
  return Number(pid);
}

/** PostgreSQL is many processes: the first, which makes the others, is stopped first. */
async function freeze(server: keyof typeof servers): Promise<void> {
  process.kill(servers[server], "SIGSTOP");
  frozen.push(servers[server]);
  const children = await readFile(`/proc/${servers[server]}/task/${servers[server]}/children`, "utf8");
  for (const pid of children.split(" ").filter((text) => text.trim() !== "")) {
    process.kill(Number(pid), "SIGSTOP");
    frozen.push(Number(pid));
  }
}

const frozen: number[] = [];

function thaw(): void {
  for (const pid of frozen.splice(0)) process.kill(pid, "SIGCONT");
}

interface Timed {
  readonly what: string;
  readonly word: string;
  readonly tookMs: number;
}

type Ask = readonly [what: string, send: () => Promise<Reply>];

async function time([what, send]: Ask): Promise<Timed> {
  const beganMs = performance.now();
  const reply = await send().then(
    (said) => `${said.status} ${said.status >= 400 ? codeOf(said) : ""}`.trim(),
    (error: unknown) => `failed: ${String(error)}`,
  );
  return { what, word: reply, tookMs: performance.now() - beganMs };
}

function codeOf(reply: Reply): string {
  const isProblem = String(reply.headers["content-type"]).includes("problem+json");
  return (isProblem ? reply.json<Problem>().code : null) ?? "no word";
}

/** Everything the shoppers of a sale ask, again and again. */
async function askAround(client: HttpClient, { sale, tickets, attemptId }: Scene): Promise<readonly Timed[]> {
  const untilMs = Date.now() + frozenForMs;
  const timed: Timed[] = [];
  async function ask(buyer: Buyer, index: number): Promise<void> {
    const asks: readonly Ask[] = [
      ["buy", () => postAttempt(client, buyer, tickets.get(buyer.userId) ?? "", { slug: sale.slug, key: makeKey() })],
      ["poll", () => client.send(`/api/attempts/${attemptId}`, { cookie: first.cookie })],
      ["unknown poll", () => client.send(`/api/attempts/${attemptId.slice(0, -6)}AAAAAA`, { cookie: buyer.cookie })],
      ["state", () => client.send(`/api/sales/${sale.slug}/state`)],
      ["orders", () => client.send("/api/orders", { cookie: buyer.cookie })],
      ["page", () => client.send(`/sales/${sale.slug}`)],
      ["ready", () => client.send("/api/health/ready")],
      ["metrics", () => client.send("/api/metrics")],
      ["sign in", () => client.send("/api/auth/sign-in/email", { method: "POST", body: wrongLogin })],
    ];
    for (let round = index; Date.now() < untilMs; round += 1) {
      const next = asks[round % asks.length];
      if (next !== undefined) timed.push(await time(next));
    }
  }
  await Promise.all(buyers.map(ask));
  return timed;
}

const wrongLogin = { email: "nobody@example.com", password: "not the password of anybody" };

/** Of answers that were refusals; told, not judged: the machine of a test run is anybody's. */
function tell(name: string, timed: readonly Timed[]): void {
  const refusals = timed.filter(({ word }) => word.startsWith("5")).sort((left, right) => left.tookMs - right.tookMs);
  const at = (share: number) => Math.round(refusals[Math.floor((refusals.length - 1) * share)]?.tookMs ?? 0);
  const worst = Math.round(Math.max(...timed.map(({ tookMs }) => tookMs)));
  process.stdout.write(
    `${name}: ${timed.length} answers, ${refusals.length} refusals, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; the slowest answer ${worst} ms\n`,
  );
}

/** Known words: what the shop says when all is well, that it is busy, and that it is not ready. */
function expectAnswered(timed: readonly Timed[]): void {
  const known = /^(200|202|401|404 not_found|409 limit_reached|429 throttled|503 (busy|no word))/;
  expect(timed.filter(({ word }) => !known.test(word))).toEqual([]);
  expect(timed.filter(({ what, word }) => word === "503 no word" && what !== "ready" && what !== "page")).toEqual([]);
  expect(timed.filter(({ what, tookMs }) => what !== "sign in" && tookMs > hangMaxMs)).toEqual([]);
}

interface Scene {
  readonly sale: MadeSale;
  readonly tickets: ReadonlyMap<string, string>;
  /** Of the first shopper, booked. */
  readonly attemptId: string;
}

/** A sale of its own, in which one shopper has a unit and the others may have one each. */
async function prepare(client: HttpClient): Promise<Scene> {
  const sale = await createSale(shop.pool, { stock: 500 });
  await untilLoaded(shop, sale);
  await vi.waitFor(async () => expect((await client.send(`/api/sales/${sale.slug}/state`)).status).toBe(200), patience);
  const tickets = new Map(
    await Promise.all(buyers.map(async (one) => [one.userId, await getTicket(client, one, sale.slug)] as const)),
  );
  // A page that was never made before cannot be made without PostgreSQL.
  expect((await client.send(`/sales/${sale.slug}`)).status).toBe(200);
  const { attemptId } = await sell(client, sale, first);
  return { sale, tickets, attemptId };
}

const patience = { timeout: 20_000 };

/** Until the shop takes it: whoever is told to come again does. */
async function sell(client: HttpClient, sale: MadeSale, buyer: Buyer): Promise<AcceptedAnswer> {
  const key = makeKey();
  return vi.waitFor(async () => {
    const ticket = await getTicket(client, buyer, sale.slug);
    const reply = await postAttempt(client, buyer, ticket, { slug: sale.slug, key });
    expect(reply.status, reply.text).toBe(202);
    const accepted = reply.json<AcceptedAnswer>();
    await untilAttempt(client, buyer, accepted.attemptId, ({ state }) => state === "reserved");
    return accepted;
  }, patience);
}

/** `FROZEN_SECONDS=600` shows what ten minutes cost in memory. */
const frozenForMs = Number(process.env.FROZEN_SECONDS ?? 6) * 1_000;
const withinMs = frozenForMs + 120_000;

/** Resident memory of the web process that answers, by its own word. */
async function readMemoryMb(client: HttpClient): Promise<number> {
  const { text } = await client.send("/api/metrics");
  const bytes = /^zerohour_process_resident_memory_bytes\S* (\S+)$/m.exec(text)?.[1];
  return Math.round(Number(bytes) / 1_048_576);
}

describe("with a frozen", () => {
  it.each([["redis"], ["postgres"]] as const)(
    "%s every request is answered soon, and all is well afterwards",
    async (server) => {
      const scene = await prepare(shop.client);
      await freeze(server);
      const memoryMb = await readMemoryMb(shop.client);
      const timed = await askAround(shop.client, scene).finally(thaw);
      tell(`${server} stopped for ${frozenForMs / 1_000} s`, timed);
      process.stdout.write(
        `memory of the web process: ${memoryMb} MB before, ${await readMemoryMb(shop.client)} MB after\n`,
      );
      expectAnswered(timed);
      if (server === "redis")
        expect(timed.filter(({ what, word }) => what === "buy" && word.startsWith("2"))).toEqual([]);
      await sell(shop.client, scene.sale, last);
      expect(await shop.log()).toContain(`"dependency":"${server}","breaker":"open"`);
      await expect.poll(() => shop.log()).toContain(`"dependency":"${server}","breaker":"closed"`);
    },
    withinMs,
  );
});

describe("over wires that swallow everything", () => {
  let web: ChildProcess;
  let client: HttpClient;
  let wires: { readonly redis: Wire; readonly postgres: Wire };

  beforeAll(async () => {
    wires = {
      redis: await openWire(portOf(shop.redisUrl)),
      postgres: await openWire(portOf(shop.environment.DATABASE_URL)),
    };
    const port = await findFreePort();
    web = spawn(process.execPath, [".build/server.js"], {
      env: {
        ...process.env,
        ...shop.environment,
        PORT: String(port),
        APP_ORIGIN: shop.client.origin,
        REDIS_URL: through(shop.redisUrl, wires.redis.port),
        DATABASE_URL: through(shop.environment.DATABASE_URL, wires.postgres.port),
      },
      stdio: "ignore",
    });
    client = createHttpClient(`http://localhost:${port}`, shop.client.origin);
    const isReady = () =>
      client.send("/api/health/ready").then(
        ({ status }) => status,
        () => 0,
      );
    await vi.waitFor(async () => expect(await isReady()).toBe(200), { timeout: 60_000 });
  });

  afterAll(async () => {
    client?.close();
    for (const wire of Object.values(wires ?? {})) wire.heal();
    if (web?.exitCode === null) {
      const gone = new Promise((resolve) => web.once("exit", resolve));
      web.kill("SIGKILL");
      await gone;
    }
    for (const wire of Object.values(wires ?? {})) await wire.close();
  });

  it.each([["redis"], ["postgres"]] as const)("to %s the same holds", { timeout: withinMs }, async (name) => {
    const scene = await prepare(client);
    wires[name].freeze();
    const timed = await askAround(client, scene).finally(() => wires[name].heal());
    tell(`wire to ${name} frozen`, timed);
    expectAnswered(timed);
    await sell(client, scene.sale, last);
  });
});

function portOf(url: string | undefined): number {
  return Number(new URL(url ?? "").port);
}

function through(url: string | undefined, port: number): string {
  const changed = new URL(url ?? "");
  changed.hostname = "127.0.0.1";
  changed.port = String(port);
  return changed.href;
}
