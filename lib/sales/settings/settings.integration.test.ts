import { beforeEach, describe, expect, it } from "vitest";
import { type BuysServed, usualSettings } from "../../domain";
import { createLog } from "../../log/create-log";
import { recordChange } from "../../log/record-change";
import { queueMail } from "../../mail/queue-mail";
import { type EditingWorld, openEditingWorld } from "../../testing/editing-world";
import { changeSettings, type SettingsChange } from "./change-settings";
import { changeLoadPolicy, readLoadPolicy } from "./load-policy";
import { readSettings } from "./read-settings";
import { sendTestMail } from "./send-test-mail";

let world: EditingWorld;

beforeEach(async () => {
  world = await openEditingWorld();
  return () => world.database.drop();
});

const read = () => readSettings(world.database.pool);
const change = (wish: SettingsChange, version = 1) =>
  changeSettings({ pool: world.database.pool, recordChange }, wish, version, world.actor);
const entries = () =>
  createLog({ pool: world.database.pool }).list({
    object: "settings:store",
    actorId: null,
    verb: null,
    fromMs: null,
    toMs: null,
    before: null,
    max: 10,
  });

describe("the store's settings", () => {
  it("are as usual until somebody changes them", async () => {
    expect(await read()).toEqual({ ...usualSettings, version: 1 });
  });

  it("change where they are told to, and the log has these fields alone", async () => {
    const mail = { fromName: "Lamps", fromAddress: "lamps@example.com" };
    const outcome = await change({ storeName: "Lamps", currency: usualSettings.currency, mail });
    expect(outcome).toEqual({ word: "done", settings: { ...usualSettings, storeName: "Lamps", mail, version: 2 } });
    expect(await read()).toEqual(outcome.settings);
    expect(await entries()).toMatchObject([
      {
        verb: "change",
        before: { storeName: "Zerohour", mail: usualSettings.mail },
        after: { storeName: "Lamps", mail },
      },
    ]);
  });

  it("keep what an earlier change made of the others", async () => {
    await change({ lineFactor: 5 });
    await change({ guards: { discountPercent: 50, lengthHours: 24 } }, 2);
    expect(await read()).toMatchObject({ lineFactor: 5, guards: { discountPercent: 50, lengthHours: 24 }, version: 3 });
  });

  it("stay, with their version, when a change changes nothing", async () => {
    expect(await change({ timeZone: "UTC", guards: { ...usualSettings.guards } })).toMatchObject({
      word: "done",
      settings: { version: 1 },
    });
    expect(await entries()).toEqual([]);
    const guards = { discountPercent: 50, lengthHours: 24 };
    await change({ guards });
    expect(await change({ guards }, 2)).toMatchObject({ word: "done", settings: { guards, version: 2 } });
    expect(await entries()).toHaveLength(1);
  });

  it("are not changed from an older version, which hears the present one", async () => {
    await change({ storeName: "Lamps" });
    expect(await change({ storeName: "Mugs" })).toMatchObject({
      word: "stale",
      settings: { storeName: "Lamps", version: 2 },
    });
    expect(await entries()).toHaveLength(1);
  });

  it("are changed by one of two editors who save at once, also at the very first time", async () => {
    for (const version of [1, 2, 3]) {
      const outcomes = await Promise.all(
        [4, 7].map((lineFactor) => change({ lineFactor: lineFactor * version }, version)),
      );
      expect(outcomes.map(({ word }) => word).sort()).toEqual(["done", "stale"]);
    }
    expect(await entries()).toHaveLength(3);
  });
});

describe("a test mail", () => {
  it("waits for the worker with the sender of the settings, once for each time it was asked for", async () => {
    await change({ mail: { fromName: "Lamps", fromAddress: "lamps@example.com" } });
    const { pool } = world.database;
    const send = () => sendTestMail({ pool, recordChange, queueMail }, wish, world.actor);
    const wish = { to: "ana@example.com", askedBy: "Li" };
    expect(await send()).toEqual({ from: "lamps@example.com" });
    await send();
    const { rows } = await pool.query("SELECT kind, recipient, facts, state FROM mails");
    const waiting = { kind: "test_mail", recipient: wish.to, facts: { askedBy: "Li" }, state: "waiting" };
    expect(rows).toEqual([waiting, waiting]);
    const logged = await pool.query("SELECT verb, after FROM admin_log WHERE object = 'settings:mail'");
    expect(logged.rows).toEqual(Array(2).fill({ verb: "test", after: { to: wish.to, from: "lamps@example.com" } }));
  });
});

describe("the guards", () => {
  it("are those of the settings when a sale is checked", async () => {
    const wish = { price: { minor: 6_000, currency: "EUR" }, regularPrice: { minor: 10_000, currency: "EUR" } };
    const priceLevel = async () => {
      const outcome = await world.editing.publish((await world.make(wish)).slug, world.actor);
      if (outcome.word !== "done") throw new Error(`not published: ${outcome.word}`);
      return outcome.checks.filter(({ name }) => ["price", "length"].includes(name)).map(({ level }) => level);
    };
    expect(await priceLevel()).toEqual(["ok", "ok"]);
    await change({ guards: { discountPercent: 30, lengthHours: 72 } });
    // Not at the time of the first, whose item it sells too.
    world.pass(24 * 3_600_000);
    expect(await priceLevel()).toEqual(["ok", "warning"]);
  });
});

describe("how many wishes to buy are let in", () => {
  const say = (buysServed: BuysServed) =>
    changeLoadPolicy({ pool: world.database.pool, recordChange }, buysServed, world.actor);

  it("is all, until somebody says half, and the log tells who changed it", async () => {
    expect(await readLoadPolicy(world.database.pool)).toEqual({ buysServed: "all" });
    await say("half");
    await say("half");
    expect(await readLoadPolicy(world.database.pool)).toEqual({ buysServed: "half" });
    await say("all");
    const logged = await createLog({ pool: world.database.pool }).list({
      object: "settings:load",
      actorId: null,
      verb: null,
      fromMs: null,
      toMs: null,
      before: null,
      max: 10,
    });
    expect(logged).toMatchObject([
      { before: { buysServed: "half" }, after: { buysServed: "all" } },
      { before: { buysServed: "all" }, after: { buysServed: "half" } },
    ]);
  });

  it("leaves the store's settings alone", async () => {
    await change({ storeName: "Lamps" });
    await say("half");
    expect(await read()).toMatchObject({ storeName: "Lamps", version: 2 });
  });
});
