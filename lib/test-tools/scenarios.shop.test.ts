import { afterAll, beforeAll, expect, it } from "vitest";
import type { AuditAnswer } from "../domain";
import { type Shop, startShop } from "../testing/shop";
import { auditWith } from "../wiring-audit";
import { scenarioNames } from "./scenarios";

// A seeded state is one that a real shop can be in: every invariant holds in it.

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(async () => {
  await shop?.stop();
});

const brokenOf = (answer: AuditAnswer | null) => answer?.checks.filter(({ ok }) => !ok);

it.each(scenarioNames.filter((name) => name !== "empty-store"))("%s holds every invariant", async (scenario) => {
  const reply = await shop.client.send("/api/test/seed", { method: "POST", body: { scenario } });
  expect(reply.status, reply.text).toBe(201);
  const { slug } = reply.json<{ slug: string }>();
  const servers = { databaseUrl: shop.environment.DATABASE_URL ?? "", redisUrl: shop.redisUrl };
  expect(brokenOf(await auditWith(servers, slug))).toEqual([]);
});
