import { describe, expect, it, vi } from "vitest";
import { keepOdds } from "./keep-odds";

const history = (sales: number) => ({ sales, held: 8, returned: 2 });

describe("the shop's history of returned units", () => {
  it("is not waited for: null until it was read", async () => {
    const known = keepOdds({ read: async () => history(3), realNowMs: () => 0, onError: () => undefined });
    expect(known()).toBeNull();
    await vi.waitFor(() => expect(known()).toEqual(history(3)));
  });

  it("of fewer than three sales says nothing", async () => {
    const read = vi.fn(async () => history(2));
    let nowMs = 0;
    const known = keepOdds({ read, realNowMs: () => nowMs, onError: () => undefined });
    expect(known()).toBeNull();
    await Promise.resolve();
    expect(known()).toBeNull();
    // Negative control: one sale more, and it speaks.
    read.mockResolvedValue(history(3));
    nowMs += 300_000;
    known();
    await vi.waitFor(() => expect(known()).toEqual(history(3)));
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("stays what it was while the database is away, which is asked again seldom", async () => {
    const errors: unknown[] = [];
    const read = vi.fn(async () => history(3));
    let nowMs = 0;
    const known = keepOdds({ read, realNowMs: () => nowMs, onError: (error) => errors.push(error) });
    known();
    await vi.waitFor(() => expect(known()).toEqual(history(3)));
    read.mockRejectedValue(new Error("away"));
    nowMs += 300_000;
    known();
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    expect(known()).toEqual(history(3));
    expect(read).toHaveBeenCalledTimes(2);
    nowMs += 10_000;
    known();
    expect(read).toHaveBeenCalledTimes(3);
  });
});
