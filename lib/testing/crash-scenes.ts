import type { AcceptedAnswer, OrderState } from "../domain";
import { orderIdOfAttempt } from "../domain";
import { type Buyer, buyAgainWhileBusy, makeKey, untilAttempt } from "./buyers";
import type { CrashPoint, Story, WorkerScene } from "./crash-points";
import { createSale, type MadeSale } from "./factories";
import { makeShoppers } from "./session-cookies";
import type { AddedWorker, Shop } from "./shop";
import { until, untilLoaded } from "./shop-facts";

/** A shop in which processes die, and everything it has accepted so far. */
export interface Stage {
  readonly shop: Shop;
  readonly accepted: Accepted[];
  /** Signed-in accounts that have bought nothing yet. */
  shoppers(count: number): Promise<readonly Buyer[]>;
  openSale(scene: CrashPoint["scene"]): Promise<MadeSale>;
  advance(ms: number): Promise<void>;
}

/** A wish the shop has answered with 202, and the state its order must end in, or that it must fail and be told so. */
export interface Accepted {
  readonly sale: MadeSale;
  readonly buyer: Buyer;
  readonly attemptId: string;
  readonly endsAs: OrderState | "failed";
}

/** Longer than all that the tests move the clock, so that nothing expires but what is meant to. */
const patientWindowSeconds = 3_600;
const shortWindowSeconds = 60;
const stock = 10;
/** Together in one batch, as far as the worker reads them together. */
const booksAtOnce = 3;

export async function openStage(shop: Shop): Promise<Stage> {
  let made = 0;
  return {
    shop,
    accepted: [],
    async shoppers(count) {
      made += count;
      return makeShoppers(shop.pool, shop.keys, count, { offset: made - count, appOrigin: shop.client.origin });
    },
    openSale: (scene) =>
      createSale(shop.pool, {
        stock,
        paymentWindowSeconds: scene === "expire" ? shortWindowSeconds : patientWindowSeconds,
        endsAtMs: Date.now() + 7_200_000,
      }),
    async advance(ms) {
      const reply = await shop.client.send("/api/test/clock", { method: "POST", body: { advanceMs: ms } });
      if (reply.status !== 200) throw new Error(`the clock did not move: ${reply.status} ${reply.text}`);
    },
  };
}

/** One purchase that the shop has accepted. */
export async function acceptOne(
  stage: Stage,
  sale: MadeSale,
  endsAs: Accepted["endsAs"],
  by?: Buyer,
): Promise<Accepted> {
  const buyer = by ?? sureOf((await stage.shoppers(1))[0], "shopper");
  // Nobody vouches for Redis when the only worker's successor is slow to come.
  const reply = await buyAgainWhileBusy(stage.shop.client, buyer, { slug: sale.slug });
  if (reply.status !== 202) throw new Error(`not accepted: ${reply.status} ${reply.text}`);
  const accepted = { sale, buyer, attemptId: reply.json<AcceptedAnswer>().attemptId, endsAs };
  stage.accepted.push(accepted);
  return accepted;
}

/** The same, and booked. */
export async function reserveOne(stage: Stage, sale: MadeSale, endsAs: OrderState): Promise<Accepted> {
  const accepted = await acceptOne(stage, sale, endsAs);
  await untilAttempt(stage.shop.client, accepted.buyer, accepted.attemptId, ({ state }) => state === "reserved");
  return accepted;
}

export async function payFor(stage: Stage, accepted: Accepted, simulate: "ok" | "timeout" | "late"): Promise<void> {
  const reply = await stage.shop.client.send(`/api/orders/${orderIdOfAttempt(accepted.attemptId)}/pay`, {
    method: "POST",
    cookie: accepted.buyer.cookie,
    body: { method: "card", simulate },
  });
  if (reply.status !== 202) throw new Error(`not paying: ${reply.status} ${reply.text}`);
}

/** Finds the one that must be there. */
export function sureOf<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`there is no ${name}`);
  return thing;
}

/** What leads to a scene, and what sets it going once the wires are watched. */
interface Scene {
  prepare(stage: Stage, sale: MadeSale): Promise<Accepted | null>;
  begin(stage: Stage, sale: MadeSale, accepted: Accepted | null): Promise<unknown>;
}

export const workerScenes: Readonly<Record<WorkerScene, Scene>> = {
  book: {
    prepare: async () => null,
    begin: (stage, sale) => Promise.all(Array.from({ length: booksAtOnce }, () => acceptOne(stage, sale, "reserved"))),
  },
  refuse: {
    prepare: async () => null,
    // The gate knows nothing of accounts. PostgreSQL does, and this one is gone.
    async begin(stage, sale) {
      const buyer = sureOf((await stage.shoppers(1))[0], "shopper");
      await stage.shop.pool.query("DELETE FROM accounts WHERE id = $1", [buyer.userId]);
      await acceptOne(stage, sale, "failed", buyer);
    },
  },
  expire: {
    prepare: (stage, sale) => reserveOne(stage, sale, "expired"),
    begin: (stage) => stage.advance((shortWindowSeconds + 1) * 1_000),
  },
  tell: {
    prepare: (stage, sale) => reserveOne(stage, sale, "left"),
    async begin({ shop }, _sale, accepted) {
      const path = `/api/attempts/${accepted?.attemptId}`;
      const reply = await shop.client.send(path, { method: "DELETE", cookie: accepted?.buyer.cookie ?? "" });
      if (reply.status !== 204) throw new Error(`not given back: ${reply.status} ${reply.text}`);
    },
  },
  charge: {
    async prepare(stage, sale) {
      const accepted = await reserveOne(stage, sale, "paid");
      await payFor(stage, accepted, "timeout");
      return accepted;
    },
    // The bank decides after 20 s, and tells.
    begin: (stage) => stage.advance(21_000),
  },
  ask: {
    async prepare(stage, sale) {
      const accepted = await reserveOne(stage, sale, "paid");
      await payFor(stage, accepted, "late");
      return accepted;
    },
    // The bank keeps silent for three minutes; after 30 s we ask.
    begin: (stage) => stage.advance(31_000),
  },
  end: {
    async prepare(stage, sale) {
      const accepted = await reserveOne(stage, sale, "paid");
      await payFor(stage, accepted, "late");
      return accepted;
    },
    // Past two minutes the hold ends, though the bank cannot be stopped; its money comes after a third.
    begin: (stage) => stage.advance(121_000),
  },
  refund: {
    async prepare(stage, sale) {
      const accepted = await reserveOne(stage, sale, "refunded");
      await payFor(stage, accepted, "ok");
      await untilAttempt(stage.shop.client, accepted.buyer, accepted.attemptId, ({ state }) => state === "paid");
      return accepted;
    },
    async begin({ shop }, _sale, accepted) {
      const [admin] = await makeShoppers(shop.pool, shop.keys, 1, { role: "admin", appOrigin: shop.client.origin });
      const orderId = orderIdOfAttempt(accepted?.attemptId ?? "");
      const reply = await shop.client.send(`/api/admin/orders/${orderId}/refund`, {
        method: "POST",
        cookie: admin?.cookie ?? "",
        headers: { "idempotency-key": makeKey() },
        body: { reason: "It arrived broken." },
      });
      if (reply.status !== 200) throw new Error(`not refunded: ${reply.status} ${reply.text}`);
    },
  },
};

/** Plays a point's scene until a worker of the crew has come to it, and kills that one. Returns it. */
export async function killWorkerAt(
  stage: Stage,
  point: CrashPoint<WorkerScene>,
  sale: MadeSale,
  crew: readonly AddedWorker[],
): Promise<AddedWorker> {
  const scene = workerScenes[point.scene];
  const accepted = await scene.prepare(stage, sale);
  const story = await tellStory(stage, sale, accepted);
  const coming = crew.map(async (worker) => {
    await worker.wires[point.wire].stopAt(point.stop(story));
    return worker;
  });
  await scene.begin(stage, sale, accepted);
  const victim = await withinTime(Promise.race(coming), `no worker came to ${point.name}`);
  for (const worker of crew) if (worker !== victim) worker.wires[point.wire].release();
  await victim.kill();
  return victim;
}

const comesWithinMs = 60_000;

/** Fails where something is waited for that does not come. */
export async function withinTime<Result>(coming: Promise<Result>, otherwise: string): Promise<Result> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`${otherwise} within ${comesWithinMs} ms`)), comesWithinMs);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(limit));
}

export async function tellStory({ shop }: Stage, sale: MadeSale, accepted: Accepted | null): Promise<Story> {
  const orderId = accepted === null ? "" : orderIdOfAttempt(accepted.attemptId);
  const { rows } = await shop.pool.query<{ paymentId: string; chargeRef: string }>(
    `SELECT p.id AS "paymentId", c.ref AS "chargeRef"
     FROM payments p JOIN simulated_charges c ON c.idempotency_key = p.idempotency_key WHERE p.order_id = $1`,
    [orderId],
  );
  return { saleId: sale.id, orderId, paymentId: rows[0]?.paymentId ?? "", chargeRef: rows[0]?.chargeRef ?? "" };
}

/** A sale for each point, by the point's name. */
export async function openSales(stage: Stage, points: readonly CrashPoint[]): Promise<ReadonlyMap<string, MadeSale>> {
  const sales = new Map<string, MadeSale>();
  for (const point of points) sales.set(point.name, await stage.openSale(point.scene));
  // One after the other: to ask for all of them all the time would be a crowd of its own.
  for (const sale of sales.values()) await untilLoaded(stage.shop, sale, 60_000);
  return sales;
}

/** What the books say of everything accepted, until it is as it must end or the time is up; empty is right. */
export async function findUnsettled(
  { shop }: Stage,
  accepted: readonly Accepted[],
  withinMs = 60_000,
): Promise<readonly string[]> {
  let unsettled: readonly string[] = [];
  await until(withinMs, "", async () => {
    unsettled = await compareOutcomes(shop, accepted);
    return unsettled.length === 0;
  }).catch(() => undefined);
  return unsettled;
}

async function compareOutcomes(shop: Shop, accepted: readonly Accepted[]): Promise<readonly string[]> {
  const ids = accepted.map(({ attemptId }) => attemptId);
  const { rows } = await shop.pool.query<{ attemptId: string; state: string | null; reason: string | null }>(
    `SELECT attempt.id AS "attemptId", o.state, f.reason
     FROM unnest($1::text[]) AS attempt (id)
     LEFT JOIN orders o ON o.id = 'o' || substr(attempt.id, 2)
     LEFT JOIN attempt_failures f ON f.attempt_id = attempt.id`,
    [ids],
  );
  const outcomes = new Map(rows.map((row) => [row.attemptId, row]));
  const wrong = accepted.flatMap(({ attemptId, endsAs, sale }) => {
    const { state = null, reason = null } = outcomes.get(attemptId) ?? {};
    if (endsAs === "failed" ? state === null && reason !== null : state === endsAs && reason === null) return [];
    return [`${attemptId} of ${sale.slug} should be ${endsAs}, is ${state ?? "no order"}, failure ${reason ?? "none"}`];
  });
  const surplus = await shop.pool.query<{ id: string }>(
    "SELECT id FROM orders WHERE sale_id = ANY($1) AND NOT 'a' || substr(id, 2) = ANY($2)",
    [[...new Set(accepted.map(({ sale }) => sale.id))], ids],
  );
  return [...wrong, ...surplus.rows.map(({ id }) => `${id} is an order nobody asked for`)];
}
