import { describe, expect, it } from "vitest";
import type { ApiOutcome } from "@/components/api/fetch-json";
import type { TicketAnswer } from "@/lib/domain";
import { createTicketKeeper } from "./keep-ticket";
import type { TextStorage } from "./wish-store";

const start = 1_763_634_000_000;

function createWorld() {
  const texts = new Map<string, string>();
  const storage: TextStorage = {
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
  };
  const world = { nowMs: start, asked: 0, fails: false };
  const ask = async (): Promise<ApiOutcome<TicketAnswer>> => {
    world.asked += 1;
    if (world.fails) throw new Error("no answer");
    const expiresAt = new Date(start + 600_000).toISOString();
    return { word: "answer", status: 200, data: { ticket: `t${world.asked}`, validFrom: expiresAt, expiresAt } };
  };
  const keeper = () => createTicketKeeper({ ask, storage, name: "aurora-lamp:ana", nowMs: () => world.nowMs });
  return { world, keeper };
}

describe("the ticket keeper", () => {
  it("asks once for many who need it at the same moment, and keeps it over a reload", async () => {
    const { world, keeper } = createWorld();
    const first = keeper();
    await Promise.all([first.get(), first.get(), first.get()]);
    await keeper().get();
    expect(world.asked).toBe(1);
    expect(keeper().inHand()).toBe(true);
  });

  it("gets another when it is about to expire or the server did not like it", async () => {
    const { world, keeper } = createWorld();
    const one = keeper();
    await one.get();
    one.drop();
    expect(one.inHand()).toBe(false);
    await one.get();
    expect(world.asked).toBe(2);
    world.nowMs = start + 596_000;
    await one.get();
    expect(world.asked).toBe(3);
  });

  it("asks again after an answer that never came", async () => {
    const { world, keeper } = createWorld();
    const one = keeper();
    world.fails = true;
    await expect(one.get()).rejects.toThrow();
    world.fails = false;
    expect(await one.get()).toMatchObject({ word: "answer", data: { ticket: "t2" } });
  });
});
