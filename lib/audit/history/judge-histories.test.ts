import { describe, expect, it } from "vitest";
import {
  booksOf,
  brokenIn,
  lamp,
  lost,
  mutants,
  outcome,
  sound,
  soundOutcomes,
  soundWorld,
  startMs,
  story,
  twoUnits,
  type World,
} from "../../testing/history-mutants";
import { historyChecks } from "./history-checks";
import { judgeHistories } from "./judge-histories";
import { historyIsWhole } from "./pair-requests";

describe("a history in which every word was kept", () => {
  it("is found sound by every check, and each has looked at something", async () => {
    const checks = await judgeHistories(booksOf(soundWorld), [[soundWorld.lines.map((line) => JSON.stringify(line))]]);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual([historyIsWhole.name, ...historyChecks.map(({ name }) => name)]);
    expect(checks.filter(({ checked }) => checked === 0).map(({ name }) => name)).toEqual([]);
  });

  it.each<[string, World]>([
    [
      "an attempt that is still in line",
      {
        sale: lamp,
        lines: story().accepted("ana", "one", 500).told("ana", "one", "queued", 30_000, { place: 3 }).lines,
        outcomes: [outcome("one", "ana", { orderState: null, wasInLine: true })],
      },
    ],
    [
      "a decision that took half a minute while Redis was down",
      {
        sale: lamp,
        lines: story()
          .accepted("ana", "one", 500)
          .fault("kill redis", 700, 5_000)
          .told("ana", "one", "queued", 30_000)
          .told("ana", "one", "reserved", 31_000).lines,
        outcomes: [outcome("one", "ana", { orderState: "reserved" })],
      },
    ],
    [
      "money that came late for a hold that had run out",
      {
        sale: lamp,
        lines: story()
          .accepted("ana", "one", 500)
          .told("ana", "one", "reserved", 900)
          .told("ana", "one", "expired", 1_500)
          .told("ana", "one", "paid", 2_000).lines,
        outcomes: [outcome("one", "ana")],
      },
    ],
    [
      "an attempt that hears a little later than its order that it is paid",
      { ...soundWorld, lines: sound().told("ana", "one", "reserved", 4_000).told("ana", "one", "paid", 5_000).lines },
    ],
    [
      "a unit that two people had one after the other",
      {
        sale: lamp,
        lines: story()
          .accepted("ana", "one", 500)
          .told("ana", "one", "reserved", 900)
          .left("ana", "one", 1_200)
          .accepted("ben", "two", 1_500)
          .told("ben", "two", "reserved", 1_700).lines,
        outcomes: [
          outcome("one", "ana", { orderState: "left", endedAtMs: startMs + 1_250 }),
          outcome("two", "ben", { orderState: "reserved" }),
        ],
      },
    ],
    [
      "a shop that forgot a wish while it was broken, before it had promised anything",
      {
        sale: lamp,
        lines: story()
          .accepted("ana", "one", 500)
          .fault("cut redis off its last second", 700, 900)
          .refused("ana", "sold_out", 1_000, { key: "key-one" }).lines,
        outcomes: [lost("one", "ana")],
      },
    ],
    [
      "an order from before the crowd came",
      {
        sale: lamp,
        lines: story().refused("ben", "limit_reached", 1_000).lines,
        outcomes: [outcome("one", "ben", { receivedAtMs: startMs - 900 })],
      },
    ],
    [
      "a request that nobody waited for to the end",
      {
        sale: lamp,
        lines: [
          ...sound().lines,
          { process: 9, type: "invoke", f: "ticket", value: { accountId: "eve" }, time: startMs + 9_000 },
        ],
        outcomes: soundOutcomes,
      },
    ],
  ])("%s", async (_what, world) => {
    expect(await brokenIn(world)).toEqual([]);
  });
});

describe("the judge of histories finds", () => {
  it.each(mutants)("$what", async ({ found, world }) => {
    expect([...(await brokenIn(world))].sort()).toEqual([...found].sort());
  });

  it("something with each of its checks: none is there that nothing sets off", () => {
    const found = new Set(mutants.flatMap((mutant) => mutant.found));
    expect([historyIsWhole.name, ...historyChecks.map(({ name }) => name)].filter((name) => !found.has(name))).toEqual(
      [],
    );
  });

  it("a line that cannot be read, and a sale that is not there", async () => {
    const [whole] = await judgeHistories(booksOf(soundWorld), [
      [[...soundWorld.lines.map((line) => JSON.stringify(line)), "{"]],
    ]);
    expect(whole).toMatchObject({ name: "history-is-whole", ok: false });
    await expect(
      judgeHistories(booksOf({ ...soundWorld, sale: { ...lamp, slug: "vase" } }), [
        [soundWorld.lines.map((line) => JSON.stringify(line))],
      ]),
    ).rejects.toThrow(/lamp/);
  });

  it("what one account bought in two histories", async () => {
    const one = story().accepted("ana", "one", 500).told("ana", "one", "paid", 900);
    const other = story().accepted("ana", "two", 600).told("ana", "two", "paid", 900);
    const books = booksOf({ sale: twoUnits, lines: [], outcomes: [outcome("one", "ana"), outcome("two", "ana")] });
    const checks = await judgeHistories(
      books,
      [one, other].map(({ lines }) => [lines.map((line) => JSON.stringify(line))]),
    );
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["told-within-limit"]);
  });
});
