import { describe, expect, it } from "vitest";
import type { HistoryLine } from "../crowd/write-history";
import { type Books, findBrokenPromises } from "./check-history";

const key = "k".repeat(22);
const attempt = "a1_one";

const accepted = (attemptId = attempt, accountId = "ana"): HistoryLine => ({
  process: 0,
  type: "ok",
  f: "attempt",
  time: 1,
  value: { accountId, key, answer: { attemptId, state: "queued" } },
});
const polled = (state: string): HistoryLine => ({
  process: 0,
  type: "ok",
  f: "poll",
  time: 2,
  value: { attemptId: attempt, answer: { state } },
});
const books = (changes: Partial<Books> = {}): Books => ({
  orders: new Map([[attempt, { accountId: "ana", live: true }]]),
  failed: new Set(),
  inLine: new Set(),
  ...changes,
});
const none = books({ orders: new Map() });

describe("promises to shoppers", () => {
  it.each<[string, HistoryLine[], Books]>([
    ["an order", [accepted(), polled("queued"), polled("reserved"), polled("paid")], books()],
    ["a loss", [accepted(), polled("lost")], books({ orders: new Map(), failed: new Set([attempt]) })],
    ["a place in line", [accepted(), polled("queued")], books({ orders: new Map(), inLine: new Set([attempt]) })],
    ["a resend", [accepted(), accepted(), polled("reserved")], books()],
    ["nothing that was promised", [{ ...accepted(), type: "info" }], none],
  ])("%s is kept", (_name, history, said) => {
    expect(findBrokenPromises(history, said)).toEqual([]);
  });

  it.each<[string, HistoryLine[], Books, RegExp]>([
    ["an accepted attempt that is nowhere", [accepted()], none, /know nothing of it/],
    ["an order that is not there", [accepted(), polled("reserved")], none, /told an order/],
    ["another's order", [accepted(attempt, "ben")], books(), /is another's/],
    ["two attempts for one key", [accepted(), accepted("a1_two")], books(), /two attempts for one key/],
    ["a loss beside a live order", [accepted(), polled("lost")], books(), /its order is live/],
    ["a final word that was none", [accepted(), polled("paid"), polled("reserved")], books(), /for good, and then/],
  ])("%s is found", (_name, history, said, breach) => {
    expect(findBrokenPromises(history, said).join("\n")).toMatch(breach);
  });
});
