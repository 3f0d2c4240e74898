import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderState } from "../domain";
import { workerPoints } from "../testing/crash-points";
import {
  acceptOne,
  findUnsettled,
  killWorkerAt,
  openSales,
  openStage,
  type Stage,
  sureOf,
} from "../testing/crash-scenes";
import type { MadeSale } from "../testing/factories";
import { findPaymentBreaches } from "../testing/find-payment-breaches";
import { type AddedWorker, startShop } from "../testing/shop";
import { auditAll, findBreaches } from "../testing/shop-facts";

// A worker dies at every step of its work, alone and with another beside it. Whatever was accepted must end as one
// order or one explicit failure, and the books must agree. What a death leaves behind is taken over while the next one
// is played, as in a shop where workers die one after the other; what came of it all is compared at the end.

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(await startShop());
  await stage.shop.worker.kill();
});

afterAll(async () => {
  await stage?.shop.stop();
});

describe.each([{ workers: 1 }, { workers: 2 }])("of $workers, one killed", ({ workers }) => {
  const crew: AddedWorker[] = [];
  let sales: ReadonlyMap<string, MadeSale>;

  beforeAll(async () => {
    while (crew.length < workers) crew.push(await stage.shop.addWorker());
    sales = await openSales(stage, workerPoints);
  });

  afterAll(async () => {
    await Promise.all(crew.map((worker) => worker.kill()));
  });

  it.each(workerPoints)("at $name", async (point) => {
    const victim = await killWorkerAt(stage, point, sureOf(sales.get(point.name), point.name), crew);
    crew.splice(crew.indexOf(victim), 1, await stage.shop.addWorker());
  });

  it("leaves nothing undone and nothing done twice", async () => {
    // Whatever waits for another turn, or for the bank, has had it by then.
    await stage.advance(200_000);
    expect(await findUnsettled(stage, stage.accepted)).toEqual([]);
    for (const sale of sales.values()) expect(await findBreaches(stage.shop, sale.id)).toEqual([]);
    await expect.poll(() => findPaymentBreaches(stage.shop.pool)).toEqual([]);
    expect(await auditAll(stage.shop)).toEqual([]);
  });

  it("lets whoever has lost a unit buy again", async () => {
    const losers = stage.accepted.filter(({ endsAs, sale }) => endsAs !== "failed" && isOver(endsAs) && isOpen(sale));
    expect(losers).toHaveLength(11);
    for (const { sale, buyer } of losers) await acceptOne(stage, sale, "reserved", buyer);
    // Those of short holds will expire; they are no concern of the next crew.
    expect(await findUnsettled(stage, stage.accepted.splice(0))).toEqual([]);
  });

  const isOver = (state: OrderState) => ["expired", "left", "refunded"].includes(state);
  const isOpen = (sale: MadeSale) => [...sales.values()].includes(sale);
});
