import { describe, expect, it } from "vitest";
import { judgeBookings } from "./judge-bookings";
import type { BookingRequest } from "./ports";
import type { BookingFacts } from "./read-booking-facts";

const saleId = 7;
let made = 0;

function request(wish: Partial<BookingRequest> = {}): BookingRequest {
  made += 1;
  const attemptId = `a7_${String(made).padStart(22, "x")}`;
  return { attemptId, accountId: `account${made}`, itemId: 1, quantity: 1, slots: 1, receivedAtMs: 1_000, ...wish };
}

function facts(wish: Partial<BookingFacts> = {}): BookingFacts {
  return {
    sale: { cancelled: false, priceMinor: 100, currency: "EUR", limitPerAccount: 3, payByMs: 5_000 },
    items: [{ id: 1, free: 2 }],
    placed: [],
    failed: [],
    taken: [],
    unknownAccounts: [],
    waiting: [],
    ...wish,
  };
}

/** The reason against each request; null for admitted ones, undefined for those decided before. */
function judge(requests: readonly BookingRequest[], known: BookingFacts) {
  const { admitted, refused } = judgeBookings(saleId, requests, known);
  return requests.map((one) =>
    admitted.includes(one) ? null : refused.find((other) => other.request === one)?.reason,
  );
}

describe("judging a batch", () => {
  it("gives what is free to the first, and each item its own", () => {
    const requests = [request(), request({ itemId: 2 }), request(), request(), request({ itemId: 2 })];
    const known = facts({
      items: [
        { id: 1, free: 2 },
        { id: 2, free: 1 },
      ],
    });
    expect(judge(requests, known)).toEqual([null, null, null, "sold_out", "sold_out"]);
  });

  it("gives a small request what a larger one before it could not have", () => {
    expect(judge([request({ quantity: 3, slots: 0b111 }), request()], facts())).toEqual(["sold_out", null]);
  });

  it("occupies slots with what it admits, and only with that", () => {
    const first = request({ quantity: 3, slots: 0b111 });
    const second = request({ accountId: first.accountId });
    const third = request({ accountId: first.accountId });
    expect(judge([first, second, third], facts())).toEqual(["sold_out", null, "limit"]);
  });

  it("counts slots that live orders occupy, and slots beyond the limit", () => {
    const known = facts({ taken: [{ accountId: "li", slots: 0b10 }] });
    const requests = [
      request({ accountId: "li", slots: 0b10 }),
      request({ accountId: "li", slots: 0b1000 }),
      request({ accountId: "li", slots: 0b100 }),
    ];
    expect(judge(requests, known)).toEqual(["limit", "limit", null]);
  });

  it("says nothing about what was decided before", () => {
    const requests = [request(), request(), request()];
    const [one, two] = requests.map(({ attemptId }) => attemptId);
    const known = facts({
      placed: [{ id: `o${one?.slice(1)}`, state: "paid", version: 2, payByMs: 1 }],
      failed: [{ attemptId: two ?? "", reason: "limit" }],
    });
    expect(judge(requests, known)).toEqual([undefined, undefined, null]);
  });

  it("refuses everything of a cancelled sale and of one there is not", () => {
    const cancelled = { cancelled: true, priceMinor: 100, currency: "EUR", limitPerAccount: 3, payByMs: 5_000 };
    expect(judge([request()], facts({ sale: cancelled }))).toEqual(["cancelled"]);
    expect(judge([request()], facts({ sale: null, items: [] }))).toEqual(["error"]);
  });

  it.each([
    ["another sale's attempt", { attemptId: "a8_xxxxxxxxxxxxxxxxxxxxxx" }],
    ["an item of another sale", { itemId: 2 }],
    ["an account there is not", { accountId: "nobody" }],
    ["nothing asked for", { quantity: 0, slots: 0 }],
    ["more units than slots", { quantity: 2 }],
    ["a slot beyond 31", { slots: 2 ** 31 }],
    ["slots below zero", { slots: -1 }],
    ["a part of a slot", { slots: 0.5 }],
    ["a time that is none", { receivedAtMs: Number.NaN }],
    ["a time PostgreSQL does not know", { receivedAtMs: 1e15 }],
  ] as const)("fails %s, and goes on", (_, wish) => {
    const known = facts({ unknownAccounts: ["nobody"] });
    expect(judge([request(wish), request(), request()], known)).toEqual(["error", null, null]);
  });
});
