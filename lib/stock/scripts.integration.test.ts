import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GateFixture, startGateFixture } from "../testing/gate/gate-fixture";
import type { Script } from "./run-script";
import * as generated from "./scripts.generated";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const scripts: readonly Script[] = Object.values(generated).filter((value) => typeof value !== "function");

describe("every script", () => {
  it.each(scripts)("$name compiles on a real Redis", async ({ lua }) => {
    expect(await fixture.redis.script("LOAD", lua)).toMatch(/^[0-9a-f]{40}$/);
  });

  it("is among them", () => {
    expect(scripts.length).toBeGreaterThanOrEqual(14);
  });
});

describe("scripts that only read", () => {
  it("are refused by Redis if they tried to write", async () => {
    const lua = generated.readSaleScript.lua.replace('redis.call("HMGET"', 'redis.call("DEL"');
    await expect(fixture.redis.eval(lua, 2, "{sale:1}:meta", "{sale:1}:stock")).rejects.toThrow(
      "Write commands are not allowed",
    );
  });
});

describe("a server that has forgotten its scripts", () => {
  it("is told them again without the caller noticing", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    await fixture.redis.script("FLUSH");
    await sale.take(2);
    expect(await sale.stock()).toBe("3/2/0");
  });
});

describe("a server out of memory", () => {
  it("refuses a wish before anything of it is written", async () => {
    const sale = await fixture.openSale();
    await fixture.redis.config("SET", "maxmemory", "1");
    await expect(sale.ask(1)).rejects.toThrow("OOM");
    await fixture.redis.config("SET", "maxmemory", "0");
    expect(await sale.stock()).toBe("5/0/0");
    await sale.take(1);
  });
});
