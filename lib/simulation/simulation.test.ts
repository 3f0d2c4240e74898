import { describe, expect, it } from "vitest";
import { describeFound, explore, playSeed } from "./explore";

const seeds = { from: 1, count: 1_000 };
const patienceMs = 240_000;

describe("a sale under faults", () => {
  it("keeps every promise in every step, and comes to rest afterwards: seeds 1 to 1000", {
    timeout: patienceMs,
  }, async () => {
    let orders = 0;
    let paid = 0;
    const found = await explore(seeds, undefined, (_seed, { world }) => {
      const booked = [...world.database.tables.orders.values()];
      orders += booked.length;
      paid += booked.filter((order) => order.state === "paid").length;
    });
    expect(found === null ? "nothing wrong" : describeFound(found)).toBe("nothing wrong");
    // A simulation in which nobody buys would keep every promise.
    expect(orders).toBeGreaterThan(seeds.count);
    expect(paid).toBeGreaterThan(seeds.count / 10);
  });

  it("is the same again for the same seed", async () => {
    const first = await playSeed(4);
    const second = await playSeed(4);
    expect(second.steps).toEqual(first.steps);
    expect(second.world.database.revision).toBe(first.world.database.revision);
  });
});
