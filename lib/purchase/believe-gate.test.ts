import { describe, expect, it } from "vitest";
import type { ReserveInput } from "../stock/gate";
import { believeGate } from "./believe-gate";

const wish: ReserveInput = {
  saleId: 1,
  epoch: 2,
  accountId: "ana",
  attemptId: "a1_x",
  itemId: 1,
  quantity: 1,
  joinLine: false,
};

/** A gate that is sold out and knows nobody, and a lease that is as the test says. */
function scene(lease: { holds: boolean; isOpenToAll: boolean; after?: { holds: boolean; isOpenToAll: boolean } }) {
  let now = { holds: lease.holds, isOpenToAll: lease.isOpenToAll };
  const gate = {
    reserve: async () => ({ word: "sold_out" }) as const,
    readAttempt: async () => "unknown" as const,
    readAccount: async () => "none" as const,
    readRefusals: async () => "not_loaded" as const,
  };
  const port = {
    holds: () => now.holds,
    isOpenToAll: () => now.isOpenToAll,
    look: async () => {
      now = lease.after ?? now;
    },
  };
  return believeGate(gate, port);
}

const none = { holds: false, isOpenToAll: false };
const receiptsFirst = { holds: true, isOpenToAll: false };
const open = { holds: true, isOpenToAll: true };

describe("a gate", () => {
  it.each([
    ["nobody vouches for", none, "not_loaded", "not_loaded"],
    ["that was just rebuilt", receiptsFirst, "not_loaded", "sold_out"],
    ["that is known", open, "sold_out", "sold_out"],
    ["that somebody vouches for just now", { ...none, after: open }, "sold_out", "sold_out"],
  ])("%s says so to newcomers and to those who had been accepted", async (_name, lease, newcomer, accepted) => {
    expect((await scene(lease).reserve(wish)).word).toBe(newcomer);
    expect((await scene(lease).reserve({ ...wish, acceptedAtMs: 1 })).word).toBe(accepted);
  });

  it("is not believed that it remembers nothing, unless somebody vouches for it", async () => {
    expect(await scene(none).readAttempt(wish.attemptId)).toBe("not_loaded");
    expect(await scene(none).readAccount(1, "ana")).toBe("not_loaded");
    expect(await scene(open).readAttempt(wish.attemptId)).toBe("unknown");
    expect(await scene(open).readAccount(1, "ana")).toBe("none");
  });
});
