import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer, Problem } from "../domain";
import { createOrders } from "../orders/create-orders";
import { createIntentStream } from "../stock/create-intent-stream";
import { getTicket, makeKey, postAttempt } from "../testing/buyers";
import { workerPoints } from "../testing/crash-points";
import {
  acceptOne,
  findUnsettled,
  openStage,
  reserveOne,
  type Stage,
  sureOf,
  tellStory,
  withinTime,
} from "../testing/crash-scenes";
import { createAccount, createSale, type MadeSale, makeBooking } from "../testing/factories";
import { type AddedWorker, startShop } from "../testing/shop";
import { auditAll, findBreaches, untilLoaded } from "../testing/shop-facts";

// Nobody works, or somebody works again who was taken for dead. And what these checks say of a worker that does wrong.

const backlogMax = 12;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(await startShop({ env: { BACKLOG_MAX: String(backlogMax) } }));
});

afterAll(async () => {
  await stage?.shop.stop();
});

async function openSale(stock = 10): Promise<MadeSale> {
  const sale = await createSale(stage.shop.pool, { stock, endsAtMs: Date.now() + 7_200_000 });
  await untilLoaded(stage.shop, sale);
  return sale;
}

/** A wish of somebody new, which may be sent again. */
async function wishFor(sale: MadeSale) {
  const { client } = stage.shop;
  const buyer = sureOf((await stage.shoppers(1))[0], "shopper");
  const ticket = await getTicket(client, buyer, sale.slug);
  const wish = { slug: sale.slug, key: makeKey() };
  return async () => {
    const reply = await postAttempt(client, buyer, ticket, wish);
    if (reply.status === 202) {
      const { attemptId } = reply.json<AcceptedAnswer>();
      stage.accepted.push({ sale, buyer, attemptId, endsAs: "reserved" });
    }
    return reply;
  };
}

it("without a worker accepts what one will find, says busy to the rest, and settles all once one comes", async () => {
  const { shop } = stage;
  const sale = await openSale(30);
  const wishes = await Promise.all(Array.from({ length: backlogMax + 3 }, () => wishFor(sale)));
  await shop.worker.kill();
  const replies = await Promise.all(wishes.map((send) => send()));
  expect(stage.accepted).toHaveLength(backlogMax);
  const refused = wishes.filter((_, index) => replies[index]?.status !== 202);
  for (const reply of replies) if (reply.status !== 202) expect(reply.json<Problem>().code).toBe("busy");

  const startedMs = performance.now();
  shop.worker.start();
  expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
  const tookMs = Math.round(performance.now() - startedMs);
  process.stdout.write(`A worker came: ${backlogMax} accepted attempts were settled ${tookMs} ms after its start.\n`);

  // There is room again as soon as the worker has acknowledged what it booked.
  for (const send of refused) await expect.poll(async () => (await send()).status).toBe(202);
  expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
  expect(await findBreaches(shop, sale.id)).toEqual([]);
});

it("a worker that is killed before its commit: measured until its attempts are settled by the next", async () => {
  const { shop } = stage;
  const sale = await openSale();
  const held = shop.wires.postgres.stopAt(pointNamed("book.before-commit").stop(await tellStory(stage, sale, null)));
  for (let count = 0; count < 3; count += 1) await acceptOne(stage, sale, "reserved");
  await withinTime(held, "the worker did not come to its commit");
  const killedMs = performance.now();
  await shop.worker.kill();
  shop.worker.start();
  expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
  const tookMs = Math.round(performance.now() - killedMs);
  process.stdout.write(`A worker was killed and started again at once: settled ${tookMs} ms after the kill.\n`);
  expect(await findBreaches(shop, sale.id)).toEqual([]);
});

it("workers that stop longer than it takes to be taken over, and go on, double nothing", async () => {
  const { shop } = stage;
  await shop.worker.kill();
  const crew = [await shop.addWorker(), await shop.addWorker(), await shop.addWorker()];
  const sales = [await openSale(), await openSale()];
  const [first, second] = sales.map((sale) => sureOf(sale, "sale"));
  // One has begun and holds no lock; the other has booked, holds the item's lock, and its COMMIT is on the way.
  const begun = await stopWorkerAt("book.begun", sureOf(first, "sale"), crew);
  const others = crew.filter((worker) => worker !== begun);
  const committing = await stopWorkerAt("book.before-commit", sureOf(second, "sale"), others);
  const third = sureOf(
    others.find((worker) => worker !== committing),
    "third worker",
  );
  // PostgreSQL ends the second one's transaction by itself, after ten seconds of silence.
  expect(await findUnsettled(stage, stage.accepted)).toEqual([]);

  for (const worker of [begun, committing]) {
    worker.wires.postgres.release();
    process.kill(worker.pid, "SIGCONT");
  }
  await third.kill();
  await reserveOne(stage, sureOf(first, "sale"), "reserved");
  await committing.kill();
  await reserveOne(stage, sureOf(second, "sale"), "reserved");
  expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
  for (const sale of sales) expect(await findBreaches(shop, sale.id)).toEqual([]);
  await begun.kill();
  shop.worker.start();
  expect(await auditAll(shop)).toEqual([]);
});

function pointNamed(name: string) {
  return sureOf(
    workerPoints.find((point) => point.name === name),
    name,
  );
}

/** Stops (SIGSTOP) whichever of the crew comes to the point with two new purchases. */
async function stopWorkerAt(name: string, sale: MadeSale, crew: readonly AddedWorker[]): Promise<AddedWorker> {
  const point = pointNamed(name);
  const stop = point.stop(await tellStory(stage, sale, null));
  const coming = crew.map((worker) => worker.wires[point.wire].stopAt(stop).then(() => worker));
  for (let count = 0; count < 2; count += 1) await acceptOne(stage, sale, "reserved");
  const stopped = await withinTime(Promise.race(coming), `no worker came to ${name}`);
  process.kill(stopped.pid, "SIGSTOP");
  for (const worker of crew) if (worker !== stopped) worker.wires[point.wire].release();
  return stopped;
}

describe("what a worker may not do is found (negative controls)", () => {
  it("acknowledging before it books, and dying in between", async () => {
    const { shop } = stage;
    const sale = await openSale();
    await shop.worker.kill();
    const lost = await acceptOne(stage, sale, "reserved");
    const connections = [new Redis(shop.redisUrl), new Redis(shop.redisUrl)] as const;
    const naive = createIntentStream({ redis: connections[0], blockingRedis: connections[1], consumer: "naive" });
    const [batch] = await naive.readNew([sale.id], { countMax: 10, blockMs: 0 });
    await naive.acknowledge(sale.id, batch?.entries.map(({ entryId }) => entryId) ?? []);
    for (const connection of connections) connection.disconnect();

    shop.worker.start();
    const later = await reserveOne(stage, sale, "reserved");
    expect(await findUnsettled(stage, [lost, later], 0)).toEqual([
      `${lost.attemptId} of ${sale.slug} should be reserved, is no order, failure none`,
    ]);
    expect(await findBreaches(shop, sale.id, 0)).toContain(`item ${sale.itemId}: the gate has held 2, PostgreSQL 1`);
    expect((await auditAll(shop)).join("\n")).toContain("gate-attempts-match-orders");
  });

  it("booking what it takes over under an id of its own", async () => {
    const { shop } = stage;
    const sale = await openSale();
    const accepted = await reserveOne(stage, sale, "reserved");
    const again = makeBooking(sale, (await createAccount(shop.pool)).id);
    await createOrders({ pool: shop.pool }).place(sale.id, [again], "+0");
    expect(await findUnsettled(stage, [accepted], 0)).toEqual([
      `o${again.attemptId.slice(1)} is an order nobody asked for`,
    ]);
    expect(await findBreaches(shop, sale.id, 0)).toContain(`item ${sale.itemId}: the gate has held 1, PostgreSQL 2`);
  });
});
