import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accountOf,
  countItem,
  type GateFixture,
  hat,
  nowMs,
  shirt,
  startGateFixture,
  type TestSale,
} from "../testing/gate/gate-fixture";
import { payByMs, subjectOf, verdictOf, verdictOn } from "../testing/gate/verdicts";
import type { Verdict } from "./gate";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

function tell(sale: TestSale, name: number, version: number, state: Verdict["state"]) {
  return fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, name, version, state)] });
}

async function owed(sale: TestSale): Promise<number> {
  const counts = await fixture.gate.readSale(sale.id);
  return counts === "not_loaded" ? Number.NaN : counts.owed;
}

describe("an attempt's story", () => {
  const stories: readonly { states: readonly Verdict["state"][]; stock: string; live: boolean }[] = [
    { states: ["reserved"], stock: "0/2/0", live: true },
    { states: ["reserved", "paying"], stock: "0/2/0", live: true },
    { states: ["reserved", "paying", "paid"], stock: "0/0/2", live: true },
    { states: ["reserved", "paying", "reserved"], stock: "0/2/0", live: true },
    { states: ["reserved", "expired"], stock: "2/0/0", live: false },
    { states: ["reserved", "left"], stock: "2/0/0", live: false },
    { states: ["lost"], stock: "2/0/0", live: false },
    { states: ["paid"], stock: "0/0/2", live: true },
    { states: ["reserved", "paid", "lost"], stock: "2/0/0", live: false },
    { states: ["reserved", "expired", "paid"], stock: "0/0/2", live: true },
    { states: ["reserved", "expired", "paid", "lost"], stock: "2/0/0", live: false },
  ];
  it.each(stories)("$states ends with stock $stock", async ({ states, stock, live }) => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)], limitPerAccount: 2 });
    await sale.take(1, { quantity: 2 });
    let version = 0;
    for (const state of states) {
      version += 1;
      expect(await tell(sale, 1, version, state)).toBe("settled");
    }
    const state = states.at(-1);
    expect(await sale.read(1)).toMatchObject({
      state,
      reason: state === "lost" ? "cancelled" : null,
      payByMs: state === "reserved" || state === "paying" ? payByMs : null,
    });
    expect(await sale.stock()).toBe(stock);
    const again = await sale.ask(2, { shopper: 1 });
    expect(again.word === "limit_reached").toBe(live);
  });

  it("is told once: repeats and older versions change nothing", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)] });
    await sale.take(1);
    await tell(sale, 1, 4, "paid");
    for (const [version, state] of [
      [4, "expired"],
      [4, "paid"],
      [3, "reserved"],
      [1, "lost"],
    ] as const) {
      await tell(sale, 1, version, state);
    }
    expect(await sale.read(1)).toMatchObject({ state: "paid" });
    expect(await sale.stock()).toBe("1/0/1");
    await tell(sale, 1, 5, "lost");
    await tell(sale, 1, 5, "lost");
    expect(await sale.stock()).toBe("2/0/0");
  });

  it("may be told in one batch, with several versions of the same attempt in any order", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3)] });
    await sale.take(1);
    await sale.take(2);
    const verdicts = [
      verdictOf(sale, 1, 1, "reserved"),
      verdictOf(sale, 2, 2, "expired"),
      verdictOf(sale, 1, 3, "paid"),
      verdictOf(sale, 2, 1, "reserved"),
      verdictOf(sale, 1, 2, "paying"),
    ];
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    expect((await sale.read(1)).state).toBe("paid");
    expect((await sale.read(2)).state).toBe("expired");
    expect(await sale.stock()).toBe("2/0/1");
  });

  it("reaches an attempt that waits in line, too", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, { joinLine: true });
    await tell(sale, 2, 1, "lost");
    expect(await sale.read(2)).toMatchObject({ state: "lost", place: null });
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 0 });
    expect(await sale.stock()).toBe("0/1/0");
  });

  it("waits for the sale to be loaded", async () => {
    const saleId = fixture.newSaleId();
    expect(await fixture.gate.settle({ saleId, verdicts: [verdictOn("a1_x", 1, "paid")] })).toBe("not_loaded");
  });

  it("may be empty", async () => {
    const sale = await fixture.openSale();
    expect(await fixture.gate.settle({ saleId: sale.id, verdicts: [] })).toBe("settled");
  });
});

describe("money that comes late", () => {
  it("takes a free unit", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)] });
    await sale.take(1);
    await tell(sale, 1, 2, "expired");
    await tell(sale, 1, 3, "paid");
    expect(await sale.stock()).toBe("1/0/1");
    expect(await owed(sale)).toBe(0);
  });

  it("when nothing is free here, is owed a unit; whoever PostgreSQL refuses makes up for it", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await tell(sale, 1, 2, "expired");
    await sale.take(2);
    await tell(sale, 1, 3, "paid");
    expect(await sale.stock()).toBe("0/0/1");
    expect(await owed(sale)).toBe(1);
    await tell(sale, 2, 1, "lost");
    expect(await sale.stock()).toBe("0/0/1");
    expect(await owed(sale)).toBe(0);
    expect(await sale.ask(3)).toEqual({ word: "sold_out" });
  });

  it("keeps its slot when another attempt that claimed it is refused", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3)] });
    await sale.take(1);
    await tell(sale, 1, 2, "expired");
    await sale.take(2, { shopper: 1 });
    await tell(sale, 1, 3, "paid");
    await tell(sale, 2, 1, "lost");
    expect(await sale.ask(3, { shopper: 1 })).toEqual({ word: "limit_reached", attemptIds: [sale.attemptId(1)] });
    await tell(sale, 1, 4, "lost");
    await sale.take(4, { shopper: 1 });
  });
});

describe("an attempt the gate has lost", () => {
  it("is remembered and counted when the verdict says what it was about", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3)] });
    const verdicts = [verdictOn(sale.attemptId(1), 1, "reserved", subjectOf(1))];
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    expect(await sale.read(1)).toMatchObject({
      state: "reserved",
      accountId: accountOf(1),
      payByMs,
      receivedAtMs: nowMs,
    });
    expect(await sale.stock()).toBe("2/1/0");
    expect(await sale.ask(1)).toMatchObject({ word: "known" });
    expect(await sale.ask(2, { shopper: 1 })).toMatchObject({ word: "limit_reached" });
  });

  it("is remembered without units when it has failed", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3)] });
    const verdicts = [verdictOn(sale.attemptId(1), 1, "lost", subjectOf(1))];
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    expect(await fixture.gate.readAccount(sale.id, accountOf(1))).toMatchObject({ state: "lost" });
    expect(await sale.stock()).toBe("3/0/0");
    await sale.take(2, { shopper: 1 });
  });

  it("is passed over when the verdict does not say; the others of the batch are not", async () => {
    const sale = await fixture.openSale();
    await sale.take(2);
    const verdicts = [verdictOf(sale, 1, 1, "reserved"), verdictOf(sale, 2, 1, "paid")];
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    expect(await fixture.gate.readAttempt(sale.attemptId(1))).toBe("unknown");
    expect(await sale.stock()).toBe("4/0/1");
  });

  it("of an item the sale does not have is an error and changes nothing", async () => {
    const sale = await fixture.openSale();
    await sale.take(2);
    const verdicts = [
      verdictOf(sale, 2, 1, "paid"),
      verdictOn(sale.attemptId(1), 1, "reserved", subjectOf(1, { itemId: hat })),
    ];
    await expect(fixture.gate.settle({ saleId: sale.id, verdicts })).rejects.toThrow("an item it does not have");
    expect(await sale.stock()).toBe("4/1/0");
  });
});
