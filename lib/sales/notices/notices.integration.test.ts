import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { done, type EditingWorld, openEditingWorld } from "../../testing/editing-world";
import { createCatalogue } from "../catalogue";
import { readNotices } from "./read-notices";

const minuteMs = 60_000;
let world: EditingWorld;

beforeAll(async () => {
  world = await openEditingWorld();
});

afterAll(() => world.database.drop());

const noticesOf = (sale: { readonly id: number }) => readNotices(world.database.pool, sale.id);

describe("what shoppers are told of a sale", () => {
  it("is every step of its steering, newest first, with the store's words and on the sale's page", async () => {
    const { editing, actor } = world;
    const sale = await world.makeLive();
    const { slug } = sale;
    const endMs = Date.parse(sale.endsAt);
    done(await editing.pause(slug, "The price tag was wrong.", actor));
    world.pass(minuteMs);
    done(await editing.resume(slug, actor));
    done(await editing.extend(slug, { minutes: 15, reason: "The pause took time." }, actor));
    done(await editing.restock(slug, { itemId: null, sku: "LAMP", delta: 2, key: "two-more-lamps" }, actor));
    done(await editing.cancel(slug, "A fault.", actor));
    const nowMs = world.clock.nowMs();
    const notices = await noticesOf(sale);
    expect(notices).toEqual([
      { kind: "cancelled", reason: "A fault.", moved: null, atMs: nowMs },
      { kind: "restocked", reason: "", moved: null, atMs: nowMs },
      {
        kind: "extended",
        reason: "The pause took time.",
        moved: { fromMs: endMs, toMs: endMs + 15 * minuteMs },
        atMs: nowMs,
      },
      { kind: "resumed", reason: "", moved: null, atMs: nowMs },
      { kind: "paused", reason: "The price tag was wrong.", moved: null, atMs: nowMs - minuteMs },
    ]);
    const page = await createCatalogue({ pool: world.database.pool, clock: world.clock }).salePage(slug);
    expect(page?.notices).toEqual(notices);
  });

  it("is nothing where nothing happened: asked for twice, refused, taken away, or a draft", async () => {
    const { editing, actor } = world;
    const sale = await world.makeLive();
    const draft = await world.make();
    done(await editing.pause(sale.slug, "", actor));
    done(await editing.pause(sale.slug, "", actor));
    done(await editing.restock(sale.slug, { itemId: null, sku: null, delta: -1, key: "one-less-lamp" }, actor));
    expect(await editing.pause(draft.slug, "", actor)).toMatchObject({ word: "refused" });
    const change = { startsAt: world.isoIn(90 * minuteMs) };
    done(await editing.change({ slug: draft.slug, change, version: draft.version }, actor));
    expect((await noticesOf(sale)).map(({ kind }) => kind)).toEqual(["paused"]);
    expect(await noticesOf(draft)).toEqual([]);
  });

  it("is a move of the start and a new end, once where both move together", async () => {
    const { editing, actor } = world;
    const sale = await world.makePublished();
    const startMs = Date.parse(sale.startsAt);
    const endMs = Date.parse(sale.endsAt);
    const iso = (ms: number) => new Date(ms).toISOString();
    const change = (wish: { startsAt?: string; endsAt?: string; title?: string }, version: number) =>
      editing.change({ slug: sale.slug, change: wish, version }, actor);
    const hourMs = 60 * minuteMs;
    const moved = done(await change({ startsAt: iso(startMs + hourMs), endsAt: iso(endMs + hourMs) }, sale.version));
    const longer = done(await change({ endsAt: iso(endMs + 2 * hourMs) }, moved.version));
    const shorter = done(await change({ endsAt: iso(endMs + hourMs) }, longer.version));
    done(await change({ title: "Another name" }, shorter.version));
    expect((await noticesOf(sale)).map(({ kind, moved: times }) => ({ kind, times }))).toEqual([
      { kind: "extended", times: { fromMs: endMs + 2 * hourMs, toMs: endMs + hourMs } },
      { kind: "extended", times: { fromMs: endMs + hourMs, toMs: endMs + 2 * hourMs } },
      { kind: "rescheduled", times: { fromMs: startMs, toMs: startMs + hourMs } },
    ]);
  });

  it("cannot be changed afterwards", async () => {
    const sale = await world.makeLive();
    done(await world.editing.pause(sale.slug, "", world.actor));
    const update = world.database.pool.query("UPDATE sale_notices SET reason = 'x' WHERE sale_id = $1", [sale.id]);
    await expect(update).rejects.toThrow();
  });
});
