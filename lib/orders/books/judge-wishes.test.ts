import { describe, expect, it } from "vitest";
import { type BookFacts, type ItemFacts, judgeWishes } from "./judge-wishes";
import type { BookedAttempt, BookWish, SellReply } from "./ports";

const nowMs = 1_000_000;

const item = (change: Partial<ItemFacts> = {}): ItemFacts => ({
  ...{ total: 10, released: 10, held: 0, sold: 0, hasLine: false },
  ...change,
});

const facts = (change: Partial<BookFacts> = {}, only: Partial<ItemFacts> = {}): BookFacts => ({
  open: true,
  openToAll: true,
  status: "published",
  nowMs,
  startsAtMs: nowMs - 1_000,
  endsAtMs: nowMs + 1_000,
  limitPerAccount: 2,
  paymentWindowMs: 600_000,
  items: new Map([[7, item(only)]]),
  accounts: new Map(),
  known: new Map(),
  ...change,
});

const wish = (name: string, change: Partial<BookWish> = {}): BookWish => ({
  ...{ attemptId: name, accountId: `account of ${name}`, itemId: 7, quantity: 1, acceptedAtMs: null },
  ...change,
});

/** `booked` with the slots, or the word of the answer. */
function hear(given: BookFacts, ...wishes: readonly BookWish[]): readonly (string | SellReply["word"])[] {
  return judgeWishes(given, wishes).map((judged) =>
    judged.word === "book" ? `booked ${judged.request.slots}` : judged.reply.word,
  );
}

const waiting = (name: string): BookedAttempt => ({
  word: "waiting",
  waiting: { ...wish(name), saleId: 1, slots: 1, receivedAtMs: nowMs, place: 1 },
});

describe("what is booked from the books", () => {
  it("gives units in the order of asking, and says why when there is none", () => {
    const few = facts({}, { total: 3, released: 3, held: 1 });
    expect(hear(few, wish("a"), wish("b"), wish("c"))).toEqual(["booked 1", "booked 1", "all_held"]);
    expect(hear(facts({}, { sold: 10 }), wish("a"))).toEqual(["sold_out"]);
    expect(hear(facts({}, { sold: 9 }), wish("a", { quantity: 2 }))).toEqual(["too_few"]);
    expect(hear(facts({}, { released: 4, sold: 4 }), wish("a"))).toEqual(["all_held"]);
  });

  it("holds the limit over orders, places in line and the batch itself", () => {
    const mine = { accountId: "me" };
    expect(hear(facts(), wish("a", mine), wish("b", mine), wish("c", mine))).toEqual([
      ...["booked 1", "booked 2"],
      "limit_reached",
    ]);
    const accounts = new Map([["me", { slots: 1, attemptIds: ["old"] }]]);
    expect(hear(facts({ accounts }), wish("a", mine), wish("b", { ...mine, quantity: 2 }))).toEqual([
      ...["booked 2", "limit_reached"],
    ]);
    const [, refused] = judgeWishes(facts({ accounts }), [wish("a", mine), wish("b", mine)]);
    expect(refused).toMatchObject({ reply: { word: "limit_reached", attemptIds: ["old", "a"] } });
  });

  it("is open for exactly as long as the sale, and never while a person has stopped it", () => {
    expect(hear(facts({ startsAtMs: nowMs }), wish("a"))).toEqual(["booked 1"]);
    expect(hear(facts({ startsAtMs: nowMs + 1 }), wish("a"))).toEqual(["not_open"]);
    expect(hear(facts({ endsAtMs: nowMs + 1 }), wish("a"))).toEqual(["booked 1"]);
    expect(hear(facts({ endsAtMs: nowMs }), wish("a"))).toEqual(["ended"]);
    for (const status of ["paused", "ended", "cancelled"] as const) {
      expect(hear(facts({ status }), wish("a"))).toEqual([status]);
    }
  });

  it("leaves free units to the line, and everything to those the gate had accepted until it is open to all", () => {
    const accepted = { acceptedAtMs: nowMs - 500 };
    expect(hear(facts({}, { hasLine: true }), wish("new"))).toEqual(["all_held"]);
    expect(hear(facts({ openToAll: false }), wish("new"), wish("old", accepted))).toEqual(["busy", "booked 1"]);
    const one = facts({}, { total: 1, released: 1 });
    expect(hear(one, wish("new"), wish("old", accepted))).toEqual(["all_held", "booked 1"]);
    const [judged] = judgeWishes(one, [wish("old", accepted)]);
    expect(judged).toMatchObject({ request: { receivedAtMs: nowMs - 500 } });
  });

  it("never refuses for good what the gate had accepted", () => {
    const old = wish("old", { acceptedAtMs: nowMs - 500, accountId: "me" });
    const taken = new Map([["me", { slots: 3, attemptIds: ["one", "two"] }]]);
    expect(hear(facts({}, { sold: 10 }), old)).toEqual(["busy"]);
    expect(hear(facts({ accounts: taken }), old)).toEqual(["busy"]);
    expect(hear(facts({ status: "paused", endsAtMs: nowMs }), old)).toEqual(["booked 1"]);
  });

  it("answers a known attempt the same at any time, and none other under its id", () => {
    const closed = facts({ open: false, known: new Map([["a", waiting("a")]]) });
    expect(hear(closed, wish("a"), wish("b"))).toEqual(["known", "busy"]);
    expect(hear(closed, wish("a", { quantity: 2 }))).toEqual(["key_reused"]);
    expect(hear(closed, wish("a", { accountId: "somebody else" }))).toEqual(["key_reused"]);
  });
});
