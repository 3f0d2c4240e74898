import type { HistoryLine } from "../audit/history/history-line";
import { judgeHistories } from "../audit/history/judge-histories";
import type { HistoryBooks, Outcome, SaleFacts } from "../audit/history/ports";

// Histories small enough to be read, for the tests of their judge.

export const startMs = Date.parse("2026-11-21T20:00:00.000Z");
export const secondMs = 1_000;
export const idOf = (name: string) => `a1_${name.padEnd(22, "x")}`;
export const orderOf = (name: string) => `o1_${name.padEnd(22, "x")}`;

export const lamp: SaleFacts = {
  id: 1,
  slug: "lamp",
  startsAtMs: startMs,
  endsAtMs: startMs + 3_600 * secondMs,
  endedAtMs: null,
  moved: false,
  limitPerAccount: 1,
  items: [{ id: 4, stock: 1, free: [startMs - 60 * secondMs, startMs + 550] }],
};

/** A sale, what its books say, and what its shoppers were told. */
export interface World {
  readonly sale: SaleFacts;
  readonly outcomes: readonly Outcome[];
  readonly lines: readonly HistoryLine[];
  readonly owners?: ReadonlyMap<string, string>;
}

export function booksOf({ sale, outcomes, owners = new Map() }: World): HistoryBooks {
  return {
    readSale: async (slug) => (slug === sale.slug ? sale : null),
    async *outcomes() {
      yield outcomes;
    },
    ownersOf: async () => owners,
  };
}

export async function brokenIn(world: World): Promise<readonly string[]> {
  const checks = await judgeHistories(booksOf(world), [[world.lines.map((line) => JSON.stringify(line))]]);
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

/** Writes what shoppers do, each request of 100 ms. */
export function story() {
  const lines: HistoryLine[] = [
    { process: -1, type: "info", f: "crowd", value: { slug: "lamp", clockErrorMs: 5 }, time: startMs - 30 * secondMs },
  ];
  const numbers = new Map<string, number>();
  function request(
    who: string,
    f: HistoryLine["f"],
    type: HistoryLine["type"],
    atMs: number,
    value: object,
    rest: object,
  ): void {
    const process = numbers.get(who) ?? numbers.set(who, numbers.size).size - 1;
    lines.push({ process, type: "invoke", f, value, time: startMs + atMs });
    lines.push({ process, type, f, value: { ...value, ...rest }, time: startMs + atMs + 100 });
  }
  const wish = (who: string, key: string, more: object) => ({
    accountId: who,
    key,
    itemId: 4,
    joinLine: false,
    ...more,
  });
  const self = {
    lines,
    accepted(
      who: string,
      name: string,
      atMs: number,
      more: { key?: string; wish?: object; state?: string; receivedMs?: number } = {},
    ) {
      const { key = `key-${name}`, state = "queued", receivedMs = atMs + 50 } = more;
      const receivedAt = new Date(startMs + receivedMs).toISOString();
      const answer = { attemptId: idOf(name), state, receivedAt, receipt: "r", pollMs: 500 };
      request(who, "attempt", "ok", atMs, wish(who, key, more.wish ?? {}), { answer });
      return self;
    },
    refused(who: string, code: string, atMs: number, more: { key?: string; wish?: object } = {}) {
      request(who, "attempt", "fail", atMs, wish(who, more.key ?? `key-${who}`, more.wish ?? {}), { code });
      return self;
    },
    unanswered(who: string, atMs: number) {
      request(who, "attempt", "info", atMs, wish(who, `key-${who}`, {}), { error: "network" });
      return self;
    },
    told(who: string, name: string, state: string, atMs: number, more: object = {}) {
      request(
        who,
        "poll",
        "ok",
        atMs,
        { attemptId: idOf(name) },
        { answer: { attemptId: idOf(name), state, ...more } },
      );
      return self;
    },
    look(who: string, name: string, answer: object, atMs: number) {
      request(who, "look", "ok", atMs, { orderId: orderOf(name) }, { answer });
      return self;
    },
    left(who: string, name: string, atMs: number) {
      request(who, "leave", "ok", atMs, { attemptId: idOf(name) }, { answer: null });
      return self;
    },
    fault(kind: string, fromMs: number, toMs: number) {
      for (const [state, atMs] of [
        ["begins", fromMs],
        ["ends", toMs],
      ] as const) {
        lines.push({ process: -1, type: "info", f: "fault", value: { kind, state }, time: startMs + atMs });
      }
      return self;
    },
  };
  return self;
}

export const outcome = (name: string, accountId: string, more: Partial<Outcome> = {}): Outcome => ({
  attemptId: idOf(name),
  saleId: 1,
  accountId,
  orderState: "paid",
  hasFailed: false,
  wasInLine: false,
  receivedAtMs: startMs + 550,
  endedAtMs: null,
  ...more,
});
export const lost = (name: string, accountId: string): Outcome =>
  outcome(name, accountId, { orderState: null, hasFailed: true, endedAtMs: startMs + 700 });

/** Ana buys, Ben is too late, Cleo loses, Dora's answers are lost on their way. */
export const sound = () =>
  story()
    .refused("ana", "not_open", -500)
    .accepted("ana", "one", 500)
    .refused("ben", "all_held", 700)
    .accepted("cleo", "two", 750)
    .told("ana", "one", "queued", 900)
    .told("cleo", "two", "lost", 1_000)
    .told("ana", "one", "reserved", 1_100)
    .accepted("ana", "one", 1_200, { state: "reserved", receivedMs: 550 })
    .refused("ana", "key_reused", 1_300, { key: "key-one", wish: { quantity: 2 } })
    .refused("ana", "limit_reached", 1_400, { key: "another-key" })
    .unanswered("dora", 1_500)
    .look("ana", "one", { id: orderOf("one"), attemptId: idOf("one"), state: "paid" }, 2_000)
    .refused("ben", "sold_out", 3_000);
export const soundOutcomes = [outcome("one", "ana"), lost("two", "cleo")];
export const soundWorld: World = { sale: lamp, outcomes: soundOutcomes, lines: sound().lines };
export const twoUnits: SaleFacts = {
  ...lamp,
  items: [{ id: 4, stock: 2, free: [startMs - 60 * secondMs, startMs + 40 * secondMs] }],
};

/** A world in which something went wrong, and the checks of the history that must see it: those, and no others. */
export interface Mutant {
  readonly what: string;
  readonly found: readonly string[];
  readonly world: World;
}

export const mutants: readonly Mutant[] = [
  {
    what: "two shoppers who were told the one unit's order at the same time",
    found: ["told-within-stock"],
    world: {
      sale: lamp,
      lines: story()
        .accepted("ana", "one", 500)
        .accepted("ben", "two", 500)
        .told("ana", "one", "reserved", 900)
        .told("ben", "two", "reserved", 1_000)
        .told("ana", "one", "reserved", 1_500)
        .told("ben", "two", "reserved", 1_600).lines,
      outcomes: [outcome("one", "ana", { orderState: "reserved" }), outcome("two", "ben", { orderState: "reserved" })],
    },
  },
  {
    what: "a unit that was paid for and sold again later",
    found: ["told-within-stock"],
    world: {
      sale: lamp,
      lines: story()
        .accepted("ana", "one", 500)
        .told("ana", "one", "paid", 900)
        .accepted("ben", "two", 5_000)
        .told("ben", "two", "reserved", 6_000)
        .told("ben", "two", "reserved", 7_000).lines,
      outcomes: [outcome("one", "ana"), outcome("two", "ben", { orderState: "reserved" })],
    },
  },
  {
    what: "one account with two keys and a unit by each",
    found: ["told-within-limit"],
    world: {
      sale: twoUnits,
      lines: story()
        .accepted("ana", "one", 500)
        .accepted("ana", "two", 700)
        .told("ana", "one", "paid", 900)
        .told("ana", "two", "paid", 1_000).lines,
      outcomes: [outcome("one", "ana"), outcome("two", "ana")],
    },
  },
  {
    what: "an accepted attempt that is nowhere",
    // Nothing is hers then, and she was told of a limit.
    found: ["accepted-is-booked", "refused-can-retry"],
    world: { ...soundWorld, outcomes: [lost("two", "cleo")] },
  },
  {
    what: "an accepted attempt with an order and a failure",
    found: ["accepted-is-booked"],
    world: { ...soundWorld, outcomes: [outcome("one", "ana", { hasFailed: true }), lost("two", "cleo")] },
  },
  {
    what: "an order that was told and is none",
    found: ["accepted-is-booked"],
    world: { ...soundWorld, outcomes: [lost("one", "ana"), lost("two", "cleo")] },
  },
  {
    what: "an attempt that became another's order",
    // Nothing is hers then, and she was told of a limit.
    found: ["accepted-is-booked", "refused-can-retry"],
    world: { ...soundWorld, outcomes: [outcome("one", "eve"), lost("two", "cleo")] },
  },
  {
    what: "a live order of somebody who was told that it is lost",
    found: ["accepted-is-booked"],
    world: { ...soundWorld, outcomes: [outcome("one", "ana"), outcome("two", "cleo", { orderState: "reserved" })] },
  },
  {
    what: "a unit taken from somebody who was only refused",
    found: ["nothing-taken-silently"],
    world: {
      ...soundWorld,
      outcomes: [...soundOutcomes, outcome("ghost", "ben", { receivedAtMs: startMs + 750 })],
    },
  },
  {
    what: "a shopper who hears no decision for eleven seconds",
    found: ["accepted-gets-a-word"],
    world: {
      sale: lamp,
      lines: story()
        .accepted("ana", "one", 500)
        .told("ana", "one", "queued", 11_700)
        .told("ana", "one", "reserved", 12_000).lines,
      outcomes: [outcome("one", "ana", { orderState: "reserved" })],
    },
  },
  {
    what: "a shopper who hears no decision a minute after what was broken",
    found: ["accepted-gets-a-word"],
    world: {
      sale: lamp,
      lines: story().accepted("ana", "one", 500).fault("kill redis", 700, 5_000).told("ana", "one", "queued", 66_000)
        .lines,
      outcomes: [outcome("one", "ana", { orderState: "reserved" })],
    },
  },
  {
    what: "a fresh shopper who is told that all is sold beside a unit that is free",
    found: ["free-units-are-sold"],
    world: {
      sale: twoUnits,
      lines: story().refused("ben", "sold_out", 20_000).lines,
      outcomes: [],
    },
  },
  {
    what: "a refused shopper who tries again beside a unit that is free",
    found: ["refused-can-retry", "free-units-are-sold"],
    world: {
      sale: { ...lamp, items: [{ id: 4, stock: 1, free: [startMs + 5_000, Number.POSITIVE_INFINITY] }] },
      lines: story().refused("ben", "all_held", 700).refused("ben", "all_held", 20_000, { key: "again" }).lines,
      outcomes: [],
    },
  },
  {
    what: "a shopper whose attempt was lost and who has reached a limit ever since",
    found: ["refused-can-retry"],
    world: {
      ...soundWorld,
      lines: sound().refused("cleo", "limit_reached", 15_000, { key: "again" }).lines,
    },
  },
  {
    what: "a promise that is taken back",
    found: ["last-words-last"],
    world: {
      sale: lamp,
      lines: story()
        .accepted("ana", "one", 500)
        .told("ana", "one", "reserved", 900)
        .told("ana", "one", "lost", 1_500, { reason: "sold_out" }).lines,
      outcomes: [outcome("one", "ana", { orderState: "cancelled", endedAtMs: startMs + 1_400 })],
    },
  },
  {
    what: "an attempt that is still reserved long after its order was told as paid",
    found: ["last-words-last"],
    world: { ...soundWorld, lines: sound().told("ana", "one", "reserved", 13_000).lines },
  },
  {
    what: "an order that was told as paid and has expired",
    found: ["last-words-last"],
    world: { ...soundWorld, outcomes: [outcome("one", "ana", { orderState: "expired" }), lost("two", "cleo")] },
  },
  {
    what: "an acceptance before the start",
    found: ["answers-within-the-window"],
    world: {
      ...soundWorld,
      lines: sound().accepted("fay", "three", -900).lines,
      outcomes: [...soundOutcomes, outcome("three", "fay", { orderState: "left" })],
    },
  },
  {
    what: "an acceptance at the end",
    found: ["answers-within-the-window"],
    world: {
      ...soundWorld,
      lines: sound().accepted("fay", "three", 3_600_000 - 50, { receivedMs: 3_600_000 }).lines,
      outcomes: [...soundOutcomes, outcome("three", "fay", { orderState: "left" })],
    },
  },
  {
    what: "a sale that is not open after its start",
    found: ["answers-within-the-window"],
    world: { ...soundWorld, lines: sound().refused("ben", "not_open", 3_200).lines },
  },
  {
    what: "a sale that has ended before its end",
    found: ["answers-within-the-window"],
    world: { ...soundWorld, lines: sound().refused("ben", "ended", 3_200).lines },
  },
  {
    what: "one key with two attempts",
    found: ["same-key-same-answer"],
    world: {
      ...soundWorld,
      lines: sound().accepted("ana", "three", 4_000, { key: "key-one" }).lines,
      outcomes: [...soundOutcomes, outcome("three", "ana", { orderState: "left" })],
    },
  },
  {
    what: "one key for two wishes, both accepted",
    found: ["same-key-same-answer"],
    world: {
      ...soundWorld,
      lines: sound().accepted("ana", "one", 4_000, { wish: { quantity: 2 }, receivedMs: 550, state: "paid" }).lines,
    },
  },
  {
    what: "an accepted key that is told that all is sold",
    found: ["same-key-same-answer"],
    world: { ...soundWorld, lines: sound().refused("ana", "sold_out", 4_000, { key: "key-one" }).lines },
  },
  {
    what: "an answer with another's order in it",
    found: ["answers-are-ones-own"],
    world: {
      ...soundWorld,
      lines: sound().look("cleo", "two", { attemptId: idOf("one"), state: "cancelled" }, 4_000).lines,
    },
  },
  {
    what: "an answer with another's order in it before that was told to anybody",
    found: ["answers-are-ones-own"],
    world: {
      ...soundWorld,
      lines: sound().look("cleo", "two", { id: orderOf("ghost"), state: "cancelled" }, 4_000).lines,
      outcomes: [...soundOutcomes, outcome("ghost", "eve", { orderState: "left" })],
    },
  },
  {
    what: "an answer with another's address in it",
    found: ["answers-are-ones-own"],
    world: {
      ...soundWorld,
      lines: sound().look(
        "ana",
        "one",
        { state: "paid", history: [{ detail: "A mail went to Ben@shop.example" }] },
        4_000,
      ).lines,
      owners: new Map([["ben@shop.example", "ben"]]),
    },
  },
  {
    what: "an answer that nobody asked for",
    found: ["history-is-whole"],
    world: {
      ...soundWorld,
      lines: [...sound().lines, { process: 9, type: "ok", f: "ticket", value: {}, time: startMs + 5_000 }],
    },
  },
];
