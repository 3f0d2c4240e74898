import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AcceptedAnswer, orderIdOfAttempt } from "../domain";
import { type Buyer, getTicket, makeKey, postAttempt } from "../testing/buyers";
import { type CrashPoint, type WebScene, webPoints } from "../testing/crash-points";
import {
  type Accepted,
  findUnsettled,
  openSales,
  openStage,
  payFor,
  reserveOne,
  type Stage,
  sureOf,
  tellStory,
  withinTime,
} from "../testing/crash-scenes";
import { createSale, type MadeSale } from "../testing/factories";
import { findPaymentBreaches } from "../testing/find-payment-breaches";
import type { HttpClient, Reply, RequestOptions } from "../testing/http-client";
import { startShop } from "../testing/shop";
import { auditAll, findBreaches, untilLoaded } from "../testing/shop-facts";

// The web process dies in the middle of a request, and is replaced in the middle of a sale. Who asks again with the
// same key hears of one attempt, and whoever pays is charged once.

const crowd = 240;
/** Of them at the same time. */
const lanes = 24;

let stage: Stage;
let sales: ReadonlyMap<string, MadeSale>;

beforeAll(async () => {
  stage = await openStage(await startShop({ wiredWeb: true }));
  sales = await openSales(stage, webPoints);
});

afterAll(async () => {
  await stage?.shop.stop();
});

/** Watches the web's wires for a point while something is asked, kills the process there, and starts it again. */
async function killWebAt(
  point: CrashPoint<WebScene>,
  sale: MadeSale,
  accepted: Accepted | null,
  ask: () => Promise<unknown>,
) {
  const { shop } = stage;
  const wires = sureOf(shop.webWires ?? undefined, "wire of the web process");
  const reached = wires[point.wire].stopAt(point.stop(await tellStory(stage, sale, accepted)));
  const asking = Promise.allSettled([ask()]);
  await withinTime(reached, `the web process did not come to ${point.name}`);
  const killedMs = performance.now();
  await shop.web.kill();
  const [asked] = await asking;
  await shop.web.start();
  process.stdout.write(
    `A web process was killed at ${point.name}: answers again ${Math.round(performance.now() - killedMs)} ms later.\n`,
  );
  return asked;
}

const pointsOf = (scene: WebScene) => webPoints.filter((point) => point.scene === scene);
const saleOf = (point: CrashPoint) => sureOf(sales.get(point.name), point.name);

describe("a web process that is killed", () => {
  it.each(pointsOf("buy"))("at $name: the same key hears of one attempt", async (point) => {
    const { client } = stage.shop;
    const sale = saleOf(point);
    const buyer = sureOf((await stage.shoppers(1))[0], "shopper");
    const ticket = await getTicket(client, buyer, sale.slug);
    const wish = { slug: sale.slug, key: makeKey() };
    let first: Reply | null = null;
    await killWebAt(point, sale, null, async () => {
      first = await postAttempt(client, buyer, ticket, wish);
    });
    // On a slow machine it may have said "busy" before it died; accepted it was not.
    expect(first).not.toMatchObject({ status: 202 });
    const again = await postAttempt(client, buyer, ticket, wish);
    expect(again.status).toBe(point.name === "buy.reserved" ? 200 : 202);
    const { attemptId } = again.json<AcceptedAnswer>();
    const twice = await postAttempt(client, buyer, ticket, wish);
    expect(twice.json<AcceptedAnswer>().attemptId).toBe(attemptId);
    stage.accepted.push({ sale, buyer, attemptId, endsAs: "reserved" });
    expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
  });

  it.each(pointsOf("pay"))("at $name: the order is paid once", async (point) => {
    const sale = saleOf(point);
    const accepted = await reserveOne(stage, sale, "paid");
    await killWebAt(point, sale, accepted, () => payFor(stage, accepted, "ok"));
    // Past the pause after which the worker asks about a payment that nobody told of.
    await stage.advance(31_000);
    if (point.name !== "pay.charged") {
      await expect.poll(() => stateOf(accepted)).toBe("reserved");
      await payFor(stage, accepted, "ok");
    }
    expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
  });

  it.each(pointsOf("webhook"))("at $name: the event is kept once", async (point) => {
    const sale = saleOf(point);
    const accepted = await reserveOne(stage, sale, "paid");
    await payFor(stage, accepted, "timeout");
    const { chargeRef } = await tellStory(stage, sale, accepted);
    // The bank decides after 20 s; past 5 s more it tells again.
    await killWebAt(point, sale, accepted, () => stage.advance(21_000));
    await stage.advance(6_000);
    expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
    await expect.poll(() => eventsOf(chargeRef)).toBe(1);
  });

  it("leaves books that agree", async () => {
    for (const sale of sales.values()) expect(await findBreaches(stage.shop, sale.id)).toEqual([]);
    await expect.poll(() => findPaymentBreaches(stage.shop.pool)).toEqual([]);
    expect(await auditAll(stage.shop)).toEqual([]);
  });
});

async function stateOf({ attemptId }: Accepted): Promise<string | undefined> {
  const sql = "SELECT state FROM orders WHERE id = $1";
  const { rows } = await stage.shop.pool.query<{ state: string }>(sql, [orderIdOfAttempt(attemptId)]);
  return rows[0]?.state;
}

async function eventsOf(chargeRef: string): Promise<number> {
  const sql = "SELECT event_id FROM payment_events WHERE provider_ref = $1";
  return (await stage.shop.pool.query(sql, [chargeRef])).rows.length;
}

describe("a web process that is replaced while a sale is on", () => {
  it("refuses nobody: who meets a closed connection is served by the other", async () => {
    const { shop } = stage;
    const sale = await createSale(shop.pool, { stock: crowd });
    await untilLoaded(shop, sale);
    const newcomer = await shop.addWeb();
    const buyers = await stage.shoppers(crowd);
    const statuses: number[] = [];
    let resent = 0;
    let leaving: Promise<void> | null = null;

    async function send(doors: readonly HttpClient[], path: string, options: RequestOptions): Promise<Reply> {
      const [door, ...others] = doors;
      if (door === undefined) throw new Error(`nobody answered ${path}`);
      try {
        return await door.send(path, options);
      } catch {
        resent += 1;
        return send(others, path, options);
      }
    }

    async function buyOne(buyer: Buyer, turn: number): Promise<void> {
      // As behind a balancer: any of the two, and the other one where the connection fails.
      const doors = turn % 2 === 0 ? [shop.client, newcomer.client] : [newcomer.client, shop.client];
      const anyDoor = {
        origin: shop.client.origin,
        close: () => undefined,
        send: (path: string, options = {}) => send(doors, path, options),
      };
      const ticket = await getTicket(anyDoor, buyer, sale.slug);
      const reply = await postAttempt(anyDoor, buyer, ticket, { slug: sale.slug });
      statuses.push(reply.status);
      // A third of the crowd has bought, the rest is under way.
      if (statuses.length >= crowd / 3) leaving ??= shop.web.leave();
    }

    const waiting = [...buyers.entries()];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await buyOne(next[1], next[0]);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    await leaving;

    // 200 is what a resend hears of an attempt that had been accepted, its answer lost.
    expect(statuses.filter((status) => status !== 202 && status !== 200)).toEqual([]);
    expect(resent).toBeGreaterThan(0);
    await expect.poll(() => findBreaches(shop, sale.id)).toEqual([]);
    const { rows } = await shop.pool.query("SELECT id FROM orders WHERE sale_id = $1", [sale.id]);
    expect(rows).toHaveLength(crowd);
    expect((await newcomer.client.send(`/sales/${sale.slug}`)).status).toBe(200);
    process.stdout.write(
      `A web process left in mid-sale: ${crowd} bought, ${resent} requests went to the other one.\n`,
    );
  });

  it("would refuse many if nobody asked the other (negative control)", async () => {
    const [buyer] = await stage.shoppers(1);
    await expect(getTicket(stage.shop.client, sureOf(buyer, "shopper"), "any")).rejects.toThrow("ECONNREFUSED");
  });
});
