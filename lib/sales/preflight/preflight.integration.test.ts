import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminSaleAnswer } from "../../domain";
import { orderSteps } from "../../orders/order-steps";
import { createPayments } from "../../payments/payments";
import { createSimulatedProvider } from "../../payments/simulated-provider";
import { createClock } from "../../platform/clock";
import { heartbeatLoop, readHeartbeats } from "../../platform/heartbeat";
import { createPool } from "../../platform/postgres";
import type { RedisClient } from "../../platform/redis";
import { createIntentStream } from "../../stock/create-intent-stream";
import type { Gate } from "../../stock/gate";
import { type AnnouncedWorld, openAnnouncedWorld } from "../../testing/announced-world";
import { done, type EditingWorld } from "../../testing/editing-world";
import { createAccount, makeAttemptId } from "../../testing/factories";
import { startRealSmtp } from "../../testing/real-smtp";
import { startTcpProxy } from "../../testing/tcp-proxy";
import type { SaleBoard } from "../ports";
import { checkClocks } from "./check-clocks";
import { checkMail } from "./check-mail";
import { checkPage } from "./check-page";
import { checkPayment } from "./check-payment";
import { checkStock } from "./check-stock";
import { checkTestTools } from "./check-test-tools";
import { checkWorker } from "./check-worker";
import { fine, type ShopCheck } from "./finding";
import { readCheckedSale } from "./read-checked-sale";
import { runPreflight } from "./run-preflight";

const minuteMs = 60_000;
const never = new AbortController().signal;

let announced: AnnouncedWorld;
let world: EditingWorld;
let redis: RedisClient;
let board: SaleBoard;
let gate: Gate;

beforeAll(async () => {
  announced = await openAnnouncedWorld();
  ({ world, redis, board, gate } = announced);
});

afterAll(() => announced.close());

const well: ShopCheck = async () => fine("It is well.");
const run = (slug: string, wish: { only?: string; page?: ShopCheck; payment?: ShopCheck } = {}) =>
  runPreflight(
    {
      clock: world.clock,
      readSale: (name) => readCheckedSale({ pool: world.database.pool, clock: world.clock }, name),
      shop: {
        page: wish.page ?? well,
        stock_loaded: well,
        payment: wish.payment ?? well,
        mail: well,
        clocks: well,
        worker: well,
        test_tools: well,
      },
    },
    slug,
    wish.only ?? null,
  );

describe("the check of the stock", () => {
  const stockOf = async (sale: AdminSaleAnswer) => {
    const { backlog } = createIntentStream({ redis, blockingRedis: redis, consumer: "test" });
    const now = (await world.editing.read(sale.slug)) ?? sale;
    return checkStock({ pool: world.database.pool, gate, backlog }, now, never);
  };
  const counterOf = (sale: AdminSaleAnswer, name: string) =>
    [`{sale:${sale.id}}:stock`, `${sale.counts[0]?.itemId}:${name}`] as const;

  it("finds a published sale loaded with what PostgreSQL has, and asks nothing of a draft", async () => {
    const draft = await world.make();
    expect(await stockOf(draft)).toMatchObject({ level: "ok", message: expect.stringContaining("published") });
    const sale = done(await world.editing.publish(draft.slug, world.actor));
    expect(await stockOf(sale)).toEqual({ level: "ok", message: "Redis and PostgreSQL agree on 10 units." });
    done(await world.editing.restock(sale.slug, { itemId: null, sku: null, delta: 3, key: "three-more" }, world.actor));
    expect(await stockOf(sale)).toEqual({ level: "ok", message: "Redis and PostgreSQL agree on 13 units." });
  });

  it.each(["total", "released", "held", "sold"])("sees a gate whose counter of %s units is another", async (name) => {
    const sale = await world.makePublished();
    const [key, field] = counterOf(sale, name);
    await redis.hincrby(key, field, name === "released" ? -1 : 1);
    const finding = await stockOf(sale);
    expect(finding).toMatchObject({ level: "block", message: expect.stringMatching(`LAMP has \\d+ ${name} in Redis`) });
    await redis.hincrby(key, field, name === "released" ? 1 : -1);
    expect(await stockOf(sale)).toMatchObject({ level: "ok" });
  });

  it("lets the gate of a live sale be ahead by what is being booked, and by no more", async () => {
    const sale = await world.makeLive();
    const account = await createAccount(world.database.pool);
    const reply = await gate.reserve({
      saleId: sale.id,
      epoch: board.byId(sale.id)?.epoch ?? 0,
      accountId: account.id,
      attemptId: makeAttemptId(sale.id),
      itemId: sale.counts[0]?.itemId ?? 0,
      quantity: 1,
      joinLine: false,
    });
    expect(reply.word).toBe("accepted");
    expect(await stockOf(sale)).toMatchObject({ level: "ok", message: expect.stringContaining("1 steps") });
    const [key, field] = counterOf(sale, "held");
    await redis.hincrby(key, field, 1);
    expect(await stockOf(sale)).toMatchObject({ level: "block" });
    await redis.hincrby(key, field, -1);
    // The wish is lost: nobody will ever book it.
    await redis.del(`{sale:${sale.id}}:intents`);
    expect(await stockOf(sale)).toMatchObject({ level: "block", message: expect.stringContaining("1 held in Redis") });
  });

  it("sees an emptied Redis, but not as a fault of a sale that is over", async () => {
    const sale = await world.makePublished();
    const over = await world.makeLive();
    done(await world.editing.end(over.slug, world.actor));
    await redis.del(`{sale:${sale.id}}:meta`, `{sale:${over.id}}:meta`);
    expect(await stockOf(sale)).toMatchObject({ level: "block", message: expect.stringContaining("not loaded") });
    expect(await stockOf(over)).toMatchObject({ level: "ok", message: expect.stringContaining("over") });
  });
});

describe("the check of the clocks", () => {
  const clocks = (realNowMs: () => number) => checkClocks({ pool: world.database.pool, redis, realNowMs });

  it("finds a web process ten minutes off", async () => {
    const finding = await clocks(() => Date.now() - 10 * minuteMs);
    expect(finding).toMatchObject({ level: "block", message: expect.stringContaining("ms ahead") });
  });

  it("compares with the machine, so that a moved test clock is not its concern", async () => {
    expect((await clocks(Date.now)).level).not.toBe("block");
  });
});

describe("the check of the worker", () => {
  const worker = () => checkWorker({ readHeartbeats: () => readHeartbeats(redis) });
  const beat = (name: string, failures: number) =>
    heartbeatLoop({
      redis,
      worker: name,
      loops: () => [{ name: "settle", failures, lastGoodAtMs: Date.now() }],
      startedAtMs: Date.now(),
    }).once(never);

  it("tells no worker, one that lives, one that fails, and one whose work another does", async () => {
    expect(await worker()).toEqual({
      level: "block",
      message: "No worker has been heard of: orders would not be booked. Start one.",
    });
    await redis.hset("zerohour:{workers}:heartbeats", "w1", String(Date.now() - 20_000));
    expect(await worker()).toMatchObject({ level: "block", message: expect.stringMatching(/ for \d+ s:/) });
    await beat("w1", 0);
    expect(await worker()).toEqual({ level: "ok", message: "A worker is at work." });
    await beat("w1", 5);
    expect(await worker()).toMatchObject({ level: "block", message: expect.stringContaining("settle") });
    await beat("w2", 0);
    expect(await worker()).toMatchObject({ level: "warning", message: expect.stringContaining("settle") });
    await beat("w1", 0);
    expect(await worker()).toEqual({ level: "ok", message: "2 workers are at work." });
  });
});

describe("the check of the test tools", () => {
  it("blocks while they are on, and says when the clock is moved", async () => {
    const clock = createClock();
    const check = (testTools: boolean) => checkTestTools({ testTools, clock });
    expect(await check(false)).toMatchObject({ level: "ok" });
    expect(await check(true)).toMatchObject({
      level: "block",
      message: expect.stringContaining("ZEROHOUR_TEST_TOOLS"),
    });
    clock.adjust("+5000");
    expect(await check(true)).toMatchObject({ level: "block", message: expect.stringContaining("clock is moved") });
  });
});

describe("the check of the payment", () => {
  it("finds the provider, and waits for a silent one no longer than for anything else", async () => {
    const { database, clock } = world;
    const address = new URL(database.url);
    const wire = await startTcpProxy({ host: address.hostname, port: Number(address.port) });
    address.hostname = "127.0.0.1";
    address.port = String(wire.port);
    // The built-in provider lives in a database: what holds its wire holds the provider.
    const pool = createPool({ url: address.toString(), max: 1, applicationName: "provider" });
    const payments = createPayments({
      pool: database.pool,
      provider: createSimulatedProvider({ pool, clock, secret: "s".repeat(32), post: async () => 200 }),
      steps: orderSteps,
      clock,
      logger: pino({ level: "silent" }),
    });
    const payment: ShopCheck = () => checkPayment({ reachProvider: () => payments.reach() });
    const { slug } = await world.make();
    expect(await run(slug, { only: "payment", payment })).toMatchObject({
      answer: { ready: true, checks: [{ level: "warning", message: expect.stringContaining("no money moves") }] },
    });
    const held = wire.holdOn("simulated_charges");
    const silent = run(slug, { only: "payment", payment });
    await held;
    expect(await silent).toMatchObject({
      answer: { ready: false, checks: [{ level: "block", message: "No answer within 2 s." }] },
    });
    wire.cut();
    await wire.close();
    expect(await run(slug, { only: "payment", payment })).toMatchObject({
      answer: { ready: false, checks: [{ level: "block", message: expect.stringContaining("could not be asked") }] },
    });
    await pool.end();
  });
});

describe("the check of the mail", () => {
  it("finds a mail server, and says when there is none, when it is away or when it is silent", async () => {
    const smtp = await startRealSmtp();
    expect(await checkMail({ smtpUrl: smtp.url })).toEqual({ level: "ok", message: "The mail server answers." });
    const { url } = smtp;
    await smtp.stop();
    expect(await checkMail({ smtpUrl: url })).toMatchObject({
      level: "warning",
      message: expect.stringContaining("REFUSED"),
    });
    expect(await checkMail({ smtpUrl: null })).toMatchObject({
      level: "warning",
      message: expect.stringContaining("SMTP_URL"),
    });
    const silent = createTcpServer();
    const finding = await checkMail({ smtpUrl: `smtp://127.0.0.1:${await listen(silent)}` });
    expect(finding).toMatchObject({ level: "warning", message: expect.stringContaining("cannot be used") });
    silent.close();
  });
});

function listen(listening: Server): Promise<number> {
  return new Promise((resolve) => {
    listening.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });
}

describe("the check of the page", () => {
  /** What is in front of the shop, and the CDN, as one server that says what the test wants. */
  async function front(answers: Readonly<Record<string, { readonly status: number; readonly html: string }>>) {
    const http = createServer((request, response) => {
      const { status, html } = answers[request.url ?? ""] ?? { status: 404, html: "" };
      response.writeHead(status, { "Content-Type": "text/html", Connection: "close" }).end(html);
    });
    const origin = `http://127.0.0.1:${await listen(http)}`;
    return { origin, close: () => http.close() };
  }
  const pageOf = (sale: AdminSaleAnswer, version: number, files = "/_next/static/app.js") =>
    `<h1>Lamp</h1><script src="${files}"></script><script>self.__next_f.push([1,"{\\"facts\\":{\\"slug\\":\\"${sale.slug}\\",` +
    `\\"title\\":\\"The {lamp} of \\\\\\"us\\\\\\"\\",\\"version\\":${version},\\"status\\":\\"published\\"}}"])</script>`;

  it("takes a page of the present version, and no other", async () => {
    const sale = await world.makePublished();
    const path = `/sales/${sale.slug}`;
    const check = async (status: number, html: string) => {
      const { origin, close } = await front({ [path]: { status, html } });
      const finding = await checkPage({ appOrigin: origin, cdnUrl: null }, sale, never);
      close();
      return finding;
    };
    expect(await check(200, pageOf(sale, sale.version))).toMatchObject({ level: "ok" });
    expect(await check(200, `<h1>${sale.title}</h1>`)).toMatchObject({ level: "ok" });
    expect(await check(200, pageOf(sale, sale.version - 1))).toMatchObject({
      level: "block",
      message: expect.stringContaining(`version ${sale.version - 1} of the sale, not ${sale.version}`),
    });
    expect(await check(502, "Bad gateway")).toMatchObject({ level: "block", message: expect.stringContaining("502") });
    expect(await check(200, "<h1>Another shop</h1>")).toMatchObject({
      level: "block",
      message: expect.stringContaining("APP_ORIGIN"),
    });
  });

  it("asks for a file through the CDN where there is one", async () => {
    const sale = await world.makePublished();
    const path = `/sales/${sale.slug}`;
    const file = "/_next/static/app.js";
    const answers: Record<string, { status: number; html: string }> = {};
    const { origin, close } = await front(answers);
    const check = () => checkPage({ appOrigin: origin, cdnUrl: `${origin}/cdn` }, sale, never);
    answers[path] = { status: 200, html: pageOf(sale, sale.version) };
    expect(await check()).toMatchObject({ level: "block", message: expect.stringContaining("CDN_URL") });
    answers[path] = { status: 200, html: pageOf(sale, sale.version, `${origin}/cdn${file}`) };
    expect(await check()).toMatchObject({ level: "block", message: expect.stringContaining("404") });
    answers[`/cdn${file}`] = { status: 200, html: "1" };
    expect(await check()).toMatchObject({ level: "ok", message: expect.stringContaining("CDN") });
    close();
  });

  it("asks nothing for a draft, which has no page", async () => {
    const finding = await checkPage({ appOrigin: "http://127.0.0.1:1", cdnUrl: null }, await world.make(), never);
    expect(finding).toMatchObject({ level: "ok", message: expect.stringContaining("published") });
  });
});

describe("the preflight", () => {
  it("has the checks of the sale and those of the shop, and only the latter may be retried", async () => {
    const { slug } = await world.make();
    const outcome = await run(slug);
    if (outcome.word !== "checked") throw new Error(outcome.word);
    expect(outcome.answer).toMatchObject({ ready: true, at: new Date(world.clock.nowMs()).toISOString() });
    expect(outcome.answer.checks.filter(({ retryable }) => retryable).map(({ name }) => name)).toEqual([
      "page",
      "stock_loaded",
      "payment",
      "mail",
      "clocks",
      "worker",
      "test_tools",
    ]);
    const names = outcome.answer.checks.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(outcome.answer.checks).toContainEqual(expect.objectContaining({ name: "price", retryable: false }));
  });

  it("is not ready for a block of the sale, with the price to be retyped marked", async () => {
    const { slug } = await world.make({ admission: "draw", price: { minor: 1_290, currency: "EUR" } });
    const outcome = await run(slug);
    expect(outcome).toMatchObject({ word: "checked", answer: { ready: false } });
    expect(await run(slug, { only: "price" })).toMatchObject({
      answer: { ready: true, checks: [{ name: "price", confirm: "price", level: "warning" }] },
    });
  });

  it("asks one thing alone, and knows what can be asked", async () => {
    const { slug } = await world.make();
    expect(await run(slug, { only: "worker" })).toMatchObject({
      answer: { checks: [{ name: "worker", level: "ok", retryable: true }] },
    });
    expect(await run(slug, { only: "weather" })).toMatchObject({
      word: "no_check",
      names: expect.arrayContaining(["page"]),
    });
    expect(await run("no-such-sale")).toEqual({ word: "no_sale" });
  });

  it("is not ready while something cannot be asked, or does not answer", async () => {
    const { slug } = await world.makePublished();
    const unreachable: ShopCheck = (sale, signal) =>
      checkPage({ appOrigin: "http://127.0.0.1:1", cdnUrl: null }, sale, signal);
    expect(await run(slug, { only: "page", page: unreachable })).toMatchObject({
      answer: { ready: false, checks: [{ level: "block", message: expect.stringContaining("could not be asked") }] },
    });
    const silent = createTcpServer();
    const origin = `http://127.0.0.1:${await listen(silent)}`;
    const hanging: ShopCheck = (sale, signal) => checkPage({ appOrigin: origin, cdnUrl: null }, sale, signal);
    expect(await run(slug, { only: "page", page: hanging })).toMatchObject({
      answer: { ready: false, checks: [{ level: "block", message: "No answer within 2 s." }] },
    });
    silent.close();
  });
});
