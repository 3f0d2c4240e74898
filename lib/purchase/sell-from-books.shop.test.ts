import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateChecks } from "../audit/gate/gate-checks";
import type { AcceptedAnswer, AttemptAnswer, AuditAnswer, OrderAnswer, Problem, SaleStateAnswer } from "../domain";
import { type Buyer, getTicket, makeKey, postAttempt, untilAttempt } from "../testing/buyers";
import { createSale, type MadeSale, type SaleWish } from "../testing/factories";
import type { Reply } from "../testing/http-client";
import { createMarketer } from "../testing/marketer";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countOrders, findBreaches, until, untilLoaded } from "../testing/shop-facts";
import { auditWith } from "../wiring-audit";

// Redis is killed while a crowd buys. A sale whose marketer allows it goes on from PostgreSQL, by the same rules; one
// that does not stays closed. When Redis is back the gate is rebuilt, with what was sold meanwhile.

let shop: Shop;
let offset = 0;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "1" } });
});

afterAll(async () => {
  await shop?.stop();
});

/** The time a turn takes, several times over: this machine may be busy. */
const turnWithinMs = 60_000;

async function shoppers(count: number): Promise<Buyer[]> {
  offset += count;
  return makeShoppers(shop.pool, shop.keys, count, { offset: offset - count, appOrigin: shop.client.origin });
}

async function openSale(wish: SaleWish): Promise<MadeSale> {
  const sale = await createSale(shop.pool, wish);
  await untilLoaded(shop, sale);
  return sale;
}

async function readsSoldFrom(sale: MadeSale): Promise<string | null> {
  const { rows } = await shop.pool.query("SELECT sells_from FROM sale_doors WHERE sale_id = $1", [sale.id]);
  return rows[0]?.sells_from ?? null;
}

async function untilSoldFrom(sale: MadeSale, word: string): Promise<void> {
  const isThere = async () => (await readsSoldFrom(sale)) === word;
  await until(turnWithinMs, `sale ${sale.slug} was not sold from ${word}`, isThere);
}

/** Until the web process has read the doors after now; PostgreSQL shows the last statement of each connection. */
async function untilDoorsAreRead(): Promise<void> {
  const { rows } = await shop.pool.query("SELECT now() AS now");
  await until(turnWithinMs, "the web process did not read the doors", async () => {
    const seen = await shop.pool.query(
      `SELECT 1 FROM pg_stat_activity
       WHERE application_name = 'zerohour-web' AND query LIKE '%sale_doors%' AND query_start > $1`,
      [rows[0]?.now],
    );
    return seen.rowCount !== 0;
  });
}

/** As Prometheus reads it, from the web process. */
async function readsSales(door: string): Promise<number | null> {
  const { text } = await shop.client.send("/api/metrics");
  const told = new RegExp(`^zerohour_sales_by_door\\{door="${door}"[^}]*\\} (\\d+)$`, "m").exec(text)?.[1];
  return told === undefined ? null : Number(told);
}

const codeOf = (reply: Reply): string => (reply.status < 300 ? "accepted" : reply.json<Problem>().code);

/** Somebody with a ticket and one key, who asks until there is another answer than `busy`. */
class Visitor {
  readonly key = makeKey();
  answer: Reply | null = null;

  constructor(
    readonly buyer: Buyer,
    readonly sale: MadeSale,
    readonly ticket: string,
  ) {}

  static async at(sale: MadeSale, buyer: Buyer): Promise<Visitor> {
    return new Visitor(buyer, sale, await getTicket(shop.client, buyer, sale.slug));
  }

  ask(body: Readonly<Record<string, unknown>> = {}, key = this.key): Promise<Reply> {
    return postAttempt(shop.client, this.buyer, this.ticket, { slug: this.sale.slug, key, body });
  }

  /** As a page does it: again with the same key after a while, as long as the answer is `busy`. */
  async insist(): Promise<Reply> {
    const deadline = Date.now() + turnWithinMs;
    for (;;) {
      const reply = await this.ask();
      if (codeOf(reply) !== "busy" || Date.now() > deadline) {
        this.answer = reply;
        return reply;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  get accepted(): AcceptedAnswer {
    if (this.answer === null || this.answer.status >= 300) throw new Error(`not accepted: ${this.answer?.text}`);
    return this.answer.json<AcceptedAnswer>();
  }
}

const visitors = (sale: MadeSale, buyers: readonly Buyer[]) =>
  Promise.all(buyers.map((buyer) => Visitor.at(sale, buyer)));

function countCodes(crowd: readonly Visitor[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { answer } of crowd) {
    const code = answer === null ? "nothing" : codeOf(answer);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

const poll = (visitor: Visitor) =>
  shop.client.send(`/api/attempts/${visitor.accepted.attemptId}`, { cookie: visitor.buyer.cookie });
const send = (buyer: Buyer, path: string, method: "DELETE" | "GET" | "POST", body?: object) =>
  shop.client.send(path, { method, cookie: buyer.cookie, ...(body === undefined ? {} : { body }) });

describe("a shop whose Redis is killed in mid-sale", () => {
  it.each(["kept", "emptied"] as const)(
    "sells from the books where allowed, then by the gate again (its log %s)",
    async (log) => {
      const [sale, closed] = await Promise.all([openSale({ stock: 40, withoutGate: "books" }), openSale({ stock: 5 })]);
      await untilSoldFrom(sale, "gate");
      await untilDoorsAreRead();
      expect(await readsSales("books")).toBe(0);
      const early = await visitors(sale, await shoppers(20));
      const late = await visitors(sale, await shoppers(80));
      const [polite] = await visitors(closed, await shoppers(1));
      if (polite === undefined) throw new Error("no shopper");

      // What the gate accepts now is in no book when Redis dies: the worker stands still before its first statement.
      const held = shop.wires.postgres.holdOn("lock_stock");
      const heard = await Promise.all(early.map((visitor) => visitor.insist()));
      expect(heard.map((reply) => reply.status)).toEqual(early.map(() => 202));
      await held;
      await shop.redis.kill();

      await Promise.all(late.map((visitor) => visitor.insist()));
      expect(countCodes(late)).toEqual({ accepted: 20, all_held: 60 });
      for (const visitor of early) {
        await untilAttempt(shop.client, visitor.buyer, visitor.accepted.attemptId, ({ state }) => state === "reserved");
      }
      expect(await countOrders(shop.pool, sale.id)).toBe(40);
      shop.wires.postgres.release();
      const state = (await shop.client.send(`/api/sales/${sale.slug}/state`)).json<SaleStateAnswer>();
      expect(state).toMatchObject({ phase: "live", stock: "held" });

      const [buys, leaves] = late.filter(({ answer }) => answer?.status === 202);
      const refused = late.find(({ answer }) => answer?.status === 409);
      if (buys === undefined || leaves === undefined || refused === undefined) throw new Error("nobody to go on with");
      expect(buys.accepted).toMatchObject({ state: "reserved" });
      expect((await buys.ask()).status).toBe(200);
      expect(codeOf(await buys.ask({ quantity: 2 }))).toBe("invalid_request");
      expect(codeOf(await buys.ask({}, makeKey()))).toBe("limit_reached");

      // Paying, giving back, and looking at what one has need no gate.
      const { orderId } = (await poll(buys)).json<AttemptAnswer>();
      expect(
        (await send(buys.buyer, `/api/orders/${orderId}/pay`, "POST", { method: "card", simulate: "ok" })).status,
      ).toBeLessThan(300);
      await untilAttempt(shop.client, buys.buyer, buys.accepted.attemptId, ({ state: word }) => word === "paid");
      expect((await send(buys.buyer, `/api/orders/${orderId}`, "GET")).json<OrderAnswer>()).toMatchObject({
        state: "paid",
      });
      expect((await send(leaves.buyer, `/api/sales/${sale.slug}/attempt`, "GET")).json()).toMatchObject({
        state: "reserved",
      });
      expect((await send(leaves.buyer, `/api/attempts/${leaves.accepted.attemptId}`, "DELETE")).status).toBeLessThan(
        300,
      );
      const second = await refused.ask({}, makeKey());
      expect(second.status).toBe(202);

      const [staff] = await makeShoppers(shop.pool, shop.keys, 1, {
        role: "marketer",
        appOrigin: shop.client.origin,
      });
      // Whoever is on call hears of it; and the books are audited, while nothing is said of the gate.
      expect(await readsSales("books")).toBeGreaterThan(0);
      const cookie = staff?.cookie ?? "";
      const asked = await shop.client.send(`/api/admin/sales/${sale.slug}/audit`, { cookie });
      const unseen = asked.json<AuditAnswer>().checks.filter(({ ok }) => !ok);
      expect(unseen.map(({ name, found, notChecked }) => ({ name, found, notChecked }))).toEqual(
        gateChecks.map(({ name }) => ({
          ...{ name, found: 0 },
          notChecked: expect.stringMatching(/^Redis at 127\.0\.0\.1:\d+ does not answer$/),
        })),
      );
      await until(turnWithinMs, "the watch did not look while Redis was away", async () => {
        const { watch } = await createMarketer(shop.client, cookie).monitor(sale.slug);
        return watch?.notChecked[0]?.name === "gate-counts-match-books";
      });
      expect((await shop.client.send("/api/metrics")).text).toMatch(
        /^zerohour_audit_unchecked\{[^}]*counts[^}]*\} 1$/m,
      );

      const seen = await createMarketer(shop.client, cookie).monitor(sale.slug);
      expect(seen).toMatchObject({ soldFrom: "books", sumOk: true, items: [{ available: 0, held: 39, sold: 1 }] });

      // The other sale's marketer did not ask for this.
      expect(codeOf(await polite.ask())).toBe("busy");

      await shop.redis.start(log);
      await untilSoldFrom(sale, "gate");
      expect((await polite.insist()).status).toBe(202);
      const last = await Visitor.at(sale, (await shoppers(1))[0] ?? refused.buyer);
      expect(codeOf(await last.insist())).toBe("all_held");
      expect(
        (await send(refused.buyer, `/api/attempts/${second.json<AcceptedAnswer>().attemptId}`, "DELETE")).status,
      ).toBeLessThan(300);
      await expect.poll(async () => codeOf(await last.ask({}, makeKey())), { timeout: 30_000 }).toBe("accepted");
      await expect.poll(() => countOrders(shop.pool, sale.id), { timeout: 30_000 }).toBe(40);
      expect(await findBreaches(shop, sale.id)).toEqual([]);
      const audit = await auditWith(
        { databaseUrl: String(shop.environment.DATABASE_URL), redisUrl: shop.redisUrl },
        sale.slug,
      );
      expect(audit).toMatchObject({ ok: true });
      await until(turnWithinMs, "the gauge did not fall again", async () => (await readsSales("books")) === 0);
      await until(turnWithinMs, "the watch did not look at the gate again", async () => {
        const { watch } = await createMarketer(shop.client, cookie).monitor(sale.slug);
        return watch?.notChecked.length === 0 && watch.broken.length === 0;
      });
    },
  );
});

it("loses nobody when only the workers cannot reach Redis, and web processes go on accepting for a while", async () => {
  const sale = await openSale({ stock: 50, withoutGate: "books" });
  await untilSoldFrom(sale, "gate");
  await untilDoorsAreRead();
  const early = await visitors(sale, await shoppers(60));
  const late = await visitors(sale, await shoppers(60));

  // For good: whoever brings the sale back is another worker.
  await shop.wires.redis.close();
  const asked: { visitor: Visitor; reply: Promise<Reply> }[] = [];
  await until(turnWithinMs, "the sale did not turn to the books", async () => {
    const visitor = early[asked.length];
    // Slowly, so that some of them come in each of the moments of the turn.
    if (visitor !== undefined && (await readsSoldFrom(sale)) !== "books") {
      asked.push({ visitor, reply: visitor.insist() });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return (await readsSoldFrom(sale)) === "books";
  });
  const first = asked.map(({ visitor }) => visitor);
  await Promise.all([...asked.map(({ reply }) => reply), ...late.map((visitor) => visitor.insist())]);

  const accepted = [...first, ...late].filter(({ answer }) => answer?.status === 202);
  expect(accepted).toHaveLength(50);
  for (const visitor of accepted) {
    await untilAttempt(shop.client, visitor.buyer, visitor.accepted.attemptId, ({ state }) => state === "reserved");
  }
  const added = await shop.addWorker();
  await untilSoldFrom(sale, "gate");
  expect(await countOrders(shop.pool, sale.id)).toBe(50);
  expect(await findBreaches(shop, sale.id)).toEqual([]);
  const audit = await auditWith(
    { databaseUrl: String(shop.environment.DATABASE_URL), redisUrl: shop.redisUrl },
    sale.slug,
  );
  expect(audit).toMatchObject({ ok: true });
  await added.kill();
});
