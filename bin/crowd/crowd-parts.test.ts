import { describe, expect, it } from "vitest";
import { choosePayWay } from "./pay-odds";
import { planCrowd } from "./plan-crowd";
import { readOptions } from "./read-options";
import { createTally } from "./tally";

const needed = ["--sale", "lamp", "--shoppers", "10"];

describe("the options of a crowd", () => {
  it("have defaults but for the sale and the number of shoppers", () => {
    expect(readOptions(needed)).toMatchObject({
      slug: "lamp",
      shoppers: 10,
      seed: 1,
      spreadMs: 1_000,
      stayMs: 20_000,
      connections: 512,
      waitForStart: false,
      history: null,
      json: false,
    });
  });

  it.each([
    ["no sale", ["--shoppers", "1"], /^--sale/],
    ["no shoppers", ["--sale", "lamp"], /^--shoppers/],
    ["a shopper too many", ["--sale", "lamp", "--shoppers", "1000001"], /^--shoppers/],
    ["an unknown way to pay", [...needed, "--pay-odds", "cash=1"], /^--pay-odds/],
    ["odds of nothing", [...needed, "--pay-odds", "ok=0"], /^--pay-odds/],
    ["an address with a path", [...needed, "--origin", "http://localhost/shop"], /^--origin/],
    ["an option nobody knows", [...needed, "--force"], /Usage/],
  ])("are refused with the usage for %s", (_, args, why) => {
    expect(() => readOptions(args)).toThrow(why);
    expect(() => readOptions(args)).toThrow(/Usage: npm run crowd/);
  });
});

describe("the ways to pay", () => {
  it("are chosen by their weights, and one without weight never", () => {
    const { payOdds } = readOptions([...needed, "--pay-odds", "ok=3,abandon=1"]);
    const chosen = [0, 0.74, 0.76, 0.999].map((chance) => choosePayWay(payOdds, chance));
    expect(chosen).toEqual(["ok", "ok", "abandon", "abandon"]);
  });
});

describe("a planned crowd", () => {
  const sale = { id: 1, slug: "lamp", itemIds: [4, 5], stock: 10, startsAtMs: 100_000 };
  const people = Array.from({ length: 200 }, (_, at) => ({ userId: `account${at}`, cookie: `c${at}` }));
  const options = readOptions(needed);

  it("is the same for the same seed, and another for another", () => {
    const plan = planCrowd(people, sale, options, 60_000);
    expect(planCrowd(people, sale, options, 60_000)).toEqual(plan);
    expect(planCrowd(people, sale, { ...options, seed: 2 }, 60_000)).not.toEqual(plan);
    expect(new Set(plan.map(({ key }) => key)).size).toBe(200);
    expect(new Set(plan.map(({ itemId }) => itemId))).toEqual(new Set([4, 5]));
  });

  it("has its tickets before the start and clicks within the spread after it", () => {
    for (const { ticketAtMs, clickAtMs } of planCrowd(people, sale, options, 60_000)) {
      expect(ticketAtMs).toBeGreaterThanOrEqual(60_000);
      expect(ticketAtMs).toBeLessThan(sale.startsAtMs);
      expect(clickAtMs).toBeGreaterThanOrEqual(sale.startsAtMs);
      expect(clickAtMs).toBeLessThan(sale.startsAtMs + options.spreadMs);
    }
  });

  it("of a sale that is live clicks when everybody has a ticket", () => {
    for (const { ticketAtMs, clickAtMs } of planCrowd(people, sale, options, 500_000)) {
      expect(ticketAtMs).toBeGreaterThanOrEqual(500_000);
      expect(clickAtMs).toBeGreaterThan(500_000);
    }
  });
});

describe("the tally", () => {
  it("counts by name and tells latencies in milliseconds", () => {
    const tally = createTally();
    tally.add("accepted");
    for (const code of ["sold_out", "sold_out", "line_full"]) tally.count("refused", code);
    for (let ms = 1; ms <= 100; ms += 1) tally.took("answer", ms);
    const counted = tally.counted();
    expect(counted).toMatchObject({ accepted: 1, refused: { sold_out: 2, line_full: 1 }, switchDelayMs: null });
    expect(counted.answerMs.count).toBe(100);
    expect(counted.answerMs.p50).toBeCloseTo(50, 0);
    expect(counted.answerMs.p99).toBeCloseTo(99, 0);
    expect(counted.answerMs.max).toBeCloseTo(100, 0);
    expect(counted.decisionMs).toEqual({ count: 0, p50: 0, p90: 0, p99: 0, max: 0 });
  });
});
