import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { corruptions } from "../testing/audit-corruptions";
import { type AuditWorld, createAuditWorld, type OpenWorld } from "../testing/audit-world";
import { bookChecks } from "./books/book-checks";
import { gateChecks } from "./gate/gate-checks";

let world: AuditWorld;
let open: OpenWorld;

beforeAll(async () => {
  world = await createAuditWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  open = await world.open();
});
afterEach(async () => {
  await open.close();
});

const brokenIn = async () => (await open.audit()).checks.filter((check) => !check.ok);

describe("the audit of a shop where everything was done by the book", () => {
  it("finds nothing, has looked at something everywhere, and says the same of the one sale", async () => {
    expect(await brokenIn()).toEqual([]);
    const whole = await open.audit();
    expect(whole.checks.map(({ name }) => name)).toEqual([
      ...bookChecks.map(({ name }) => name),
      ...gateChecks.map(({ name }) => name),
      "log-chain",
    ]);
    expect(whole.checks.filter(({ checked }) => checked === 0).map(({ name }) => name)).toEqual([
      "dead-letters-are-known",
      "news-arrives",
      "stream-is-worked",
    ]);
    const one = await open.audit(world.sale.slug);
    expect(one.checks.map(({ name, ok }) => `${name} ${ok}`)).toEqual(whole.checks.map(({ name }) => `${name} true`));
  });
});

describe("the audit finds", () => {
  it.each(corruptions)("$what", async ({ found, make }) => {
    await make(open, world);
    const answer = await open.audit();
    expect(answer.ok).toBe(false);
    const broken = answer.checks.filter((check) => !check.ok);
    expect(broken.map(({ name }) => name)).toEqual(expect.arrayContaining([...found]));
    for (const check of broken) expect(check.breaches.length).toBe(Math.min(check.found, 100));
  });

  it("something in each of its checks: none is there that nothing sets off", () => {
    const found = new Set(corruptions.flatMap((corruption) => corruption.found));
    const names = [...bookChecks, ...gateChecks].map(({ name }) => name);
    expect([...names, "log-chain"].filter((name) => !found.has(name))).toEqual([]);
  });
});
