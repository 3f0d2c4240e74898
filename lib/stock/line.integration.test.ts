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

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const inLine = { joinLine: true };

function lose(sale: TestSale, name: number) {
  const verdict = { attemptId: sale.attemptId(name), version: 1, state: "lost", reason: "error" } as const;
  return fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
}

function leave(sale: TestSale, name: number, shopper = name) {
  return fixture.gate.leaveLine({ saleId: sale.id, attemptId: sale.attemptId(name), accountId: accountOf(shopper) });
}

describe("joining", () => {
  it("gives places in order of arrival and hands each over with its sequence", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    expect((await sale.take(2, inLine)).place).toBe(1);
    expect((await sale.take(3, inLine)).place).toBe(2);
    expect(await sale.ask(3, inLine)).toMatchObject({ word: "known", attempt: { place: 2, state: "queued" } });
    expect((await sale.read(3)).place).toBe(2);
    expect(await fixture.gate.readAccount(sale.id, accountOf(2))).toMatchObject({ place: 1 });
    const joined = (await sale.drainIntents()).filter((intent) => intent.kind === "join");
    expect(joined.map((intent) => intent.sequence)).toEqual([1, 2]);
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 2 });
  });

  it("occupies slots: who waits cannot ask beside it", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    expect(await sale.ask(3, { ...inLine, shopper: 2 })).toEqual({
      word: "limit_reached",
      attemptIds: [sale.attemptId(2)],
    });
  });

  it("is full at the cap, counted over the lines of all items", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1), countItem(hat, 1)], lineCap: 2 });
    await sale.take(1);
    await sale.take(2, { itemId: hat });
    await sale.take(3, inLine);
    expect(await sale.take(4, { ...inLine, itemId: hat })).toMatchObject({ place: 1 });
    expect(await sale.ask(5, inLine)).toEqual({ word: "line_full" });
    expect(await leave(sale, 3)).toBe("left");
    expect(await sale.take(5, inLine)).toMatchObject({ place: 1 });
  });

  it("takes a free unit at once, whether or not the shopper would have waited", async () => {
    const sale = await fixture.openSale();
    expect(await sale.take(1, inLine)).toMatchObject({ place: null });
    expect(await sale.drain()).toEqual(["reserve 1"]);
  });
});

describe("a unit that returns", () => {
  it("goes to the first in line, who keeps the attempt and loses the place", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    await sale.take(3, inLine);
    await sale.drain();
    await lose(sale, 1);
    expect(await sale.read(2)).toMatchObject({ state: "queued", place: null });
    expect(await sale.read(3)).toMatchObject({ state: "queued", place: 1 });
    expect(await sale.drain()).toEqual(["reserve 2"]);
    expect(await sale.stock()).toBe("0/1/0");
  });

  it("stays with the line of its own item", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1), countItem(hat, 1)] });
    await sale.take(1);
    await sale.take(2, { itemId: hat });
    await sale.take(3, { ...inLine, itemId: hat });
    await lose(sale, 1);
    expect(await sale.read(3)).toMatchObject({ place: 1 });
    expect(await sale.stock(shirt)).toBe("1/0/0");
  });

  it("waits for a head that wants more; nobody overtakes, not even a new shopper", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)], limitPerAccount: 2 });
    await sale.take(1);
    await sale.take(2);
    await sale.take(3, { ...inLine, quantity: 2 });
    await sale.take(4, inLine);
    await sale.drain();
    await lose(sale, 1);
    expect(await sale.stock()).toBe("1/1/0");
    expect(await sale.ask(5)).toMatchObject({ word: "all_held" });
    expect(await sale.take(5, inLine)).toMatchObject({ place: 3 });
    await lose(sale, 2);
    expect(await sale.read(3)).toMatchObject({ place: null });
    expect(await sale.read(4)).toMatchObject({ place: 1 });
    expect(await sale.stock()).toBe("0/2/0");
  });

  it("passes a head whose wish can never be met any more, which has lost", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)], limitPerAccount: 2 });
    await sale.take(1);
    await sale.take(2);
    await sale.take(3, { ...inLine, quantity: 2 });
    await sale.take(4, inLine);
    await sale.drain();
    const verdicts = [{ attemptId: sale.attemptId(1), version: 1, state: "paid" }] as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    expect(await sale.read(3)).toMatchObject({ state: "queued", place: 1 });
    await lose(sale, 2);
    expect(await sale.read(3)).toMatchObject({ state: "lost", reason: "sold_out", place: null });
    expect(await sale.read(4)).toMatchObject({ state: "queued", place: null });
    expect(await sale.drain()).toEqual(["leave 3", "reserve 4"]);
    expect(await sale.stock()).toBe("0/1/1");
  });

  it("is not offered while the sale is paused, and is when it goes on", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    await fixture.gate.configure({ ...sale.rules, version: 2, status: "paused" });
    await lose(sale, 1);
    expect(await sale.read(2)).toMatchObject({ place: 1 });
    expect(await sale.stock()).toBe("1/0/0");
    await fixture.gate.configure({ ...sale.rules, version: 3 });
    expect(await sale.read(2)).toMatchObject({ place: null });
    expect(await sale.stock()).toBe("0/1/0");
  });

  it("is not offered after the end", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    await fixture.gate.configure({ ...sale.rules, version: 2, endsAtMs: nowMs });
    await lose(sale, 1);
    expect(await sale.read(2)).toMatchObject({ place: 1 });
    expect(await sale.stock()).toBe("1/0/0");
  });

  it("serves a line longer than one call serves: what is served brings the next calls", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)], lineCap: 1_000 });
    await sale.take(1);
    const names = Array.from({ length: 450 }, (_, index) => index + 2);
    await Promise.all(names.map((name) => sale.take(name, inLine)));
    await sale.drain();
    const restock = { saleId: sale.id, itemId: shirt, cause: "restock:1", totalDelta: 450, releasedDelta: 450 };
    await fixture.gate.adjust(restock);
    const served: string[] = [];
    for (let batch = await sale.drainIntents(); batch.length > 0; batch = await sale.drainIntents()) {
      served.push(...batch.map((intent) => intent.attemptId));
      const verdicts = batch.map(
        ({ attemptId }) => ({ attemptId, version: 1, state: "reserved", payByMs: nowMs }) as const,
      );
      await fixture.gate.settle({ saleId: sale.id, verdicts });
    }
    expect(new Set(served).size).toBe(450);
    expect(served).toHaveLength(450);
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 0 });
    expect(await sale.stock()).toBe("0/451/0");
  });
});

describe("leaving", () => {
  it("frees the slots and moves the others up, once", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    await sale.take(3, inLine);
    await sale.drain();
    expect(await leave(sale, 2)).toBe("left");
    expect(await leave(sale, 2)).toBe("left");
    expect(await sale.read(2)).toMatchObject({ state: "left", reason: null, place: null });
    expect(await sale.read(3)).toMatchObject({ place: 1 });
    expect(await sale.drainIntents()).toMatchObject([{ kind: "leave", attemptId: sale.attemptId(2), reason: "left" }]);
    expect(await sale.take(4, { ...inLine, shopper: 2 })).toMatchObject({ place: 2 });
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 2 });
  });

  it("is for one's own place only, and not for units one has", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    expect(await leave(sale, 2, 3)).toBe("not_in_line");
    expect(await leave(sale, 1)).toBe("not_in_line");
    expect(await leave(sale, 9)).toBe("not_in_line");
    expect(await sale.read(2)).toMatchObject({ place: 1 });
    const saleId = fixture.newSaleId();
    const gone = { saleId, attemptId: sale.attemptId(2), accountId: accountOf(2) };
    expect(await fixture.gate.leaveLine(gone)).toBe("not_loaded");
  });

  it("of a head that wanted more serves those behind", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)], limitPerAccount: 2 });
    await sale.take(1);
    await sale.take(2);
    await sale.take(3, { ...inLine, quantity: 2 });
    await sale.take(4, inLine);
    await lose(sale, 1);
    expect(await sale.read(4)).toMatchObject({ place: 2 });
    await leave(sale, 3);
    expect(await sale.read(4)).toMatchObject({ place: null });
    expect(await sale.stock()).toBe("0/2/0");
  });
});

describe("closing", () => {
  it("tells everybody who waits, at most so many per call, and frees their slots", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1), countItem(hat, 1)] });
    await sale.take(1);
    await sale.take(2, { itemId: hat });
    for (const name of [3, 4]) await sale.take(name, inLine);
    await sale.take(5, { ...inLine, itemId: hat });
    await sale.drain();
    const close = () => fixture.gate.closeLine({ saleId: sale.id, reason: "ended", max: 2 });
    expect(await close()).toEqual({ closed: 2, remaining: 1 });
    expect(await close()).toEqual({ closed: 1, remaining: 0 });
    expect(await close()).toEqual({ closed: 0, remaining: 0 });
    for (const name of [3, 4, 5])
      expect(await sale.read(name)).toMatchObject({ state: "lost", reason: "ended", place: null });
    expect(await sale.drainIntents()).toMatchObject([
      { kind: "leave", attemptId: sale.attemptId(3), reason: "ended" },
      { kind: "leave", attemptId: sale.attemptId(4), reason: "ended" },
      { kind: "leave", attemptId: sale.attemptId(5), reason: "ended" },
    ]);
    expect(await sale.take(6, { ...inLine, shopper: 3 })).toMatchObject({ place: 1 });
    expect(await sale.stock()).toBe("0/1/0");
  });

  it("of one item tells those who wait for it and nobody else", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1), countItem(hat, 1)], limitPerAccount: 2 });
    await sale.take(1);
    await sale.take(2, { itemId: hat });
    await sale.take(3, inLine);
    await sale.take(4, { ...inLine, itemId: hat });
    const close = () => fixture.gate.closeItemLine({ saleId: sale.id, itemId: shirt, reason: "sold_out", max: 5 });
    expect(await close()).toBe(1);
    expect(await close()).toBe(0);
    expect(await sale.read(3)).toMatchObject({ state: "lost", reason: "sold_out" });
    expect(await sale.read(4)).toMatchObject({ state: "queued", place: 1 });
  });

  it("has nobody to tell in a sale that is not loaded", async () => {
    const close = fixture.gate.closeLine({ saleId: fixture.newSaleId(), reason: "ended", max: 2 });
    expect(await close).toEqual({ closed: 0, remaining: 0 });
  });
});

describe("adjusting", () => {
  const cause = "release:1";

  it("adds released units once per cause", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 5, { released: 2 })] });
    const release = { saleId: sale.id, itemId: shirt, cause, totalDelta: 0, releasedDelta: 3 };
    expect(await fixture.gate.adjust(release)).toBe("adjusted");
    expect(await fixture.gate.adjust(release)).toBe("already_adjusted");
    expect(await sale.stock()).toBe("5/0/0");
  });

  it("offers new units to the line first", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, inLine);
    await fixture.gate.adjust({ saleId: sale.id, itemId: shirt, cause, totalDelta: 2, releasedDelta: 2 });
    expect(await sale.read(2)).toMatchObject({ place: null });
    expect(await sale.stock()).toBe("1/2/0");
  });

  it("takes unsold units away; those already given are owed, and no counter goes below 0", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3)] });
    await sale.take(1);
    await sale.take(2);
    await fixture.gate.adjust({ saleId: sale.id, itemId: shirt, cause, totalDelta: -2, releasedDelta: -2 });
    expect(await sale.stock()).toBe("0/1/0");
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ owed: 1 });
    await lose(sale, 1);
    expect(await sale.stock()).toBe("0/1/0");
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ owed: 0 });
    expect(await sale.ask(3)).toMatchObject({ word: "all_held" });
  });

  it("waits for the sale to be loaded", async () => {
    const input = { saleId: fixture.newSaleId(), itemId: shirt, cause, totalDelta: 0, releasedDelta: 1 };
    expect(await fixture.gate.adjust(input)).toBe("not_loaded");
  });
});
