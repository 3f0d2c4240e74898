import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordChange } from "../../log/record-change";
import { queueOrderMails } from "../../mail/queue-order-mails";
import { cancelUnpaidOrders } from "../../orders/cancel-orders";
import { done, type EditingWorld, openEditingWorld } from "../../testing/editing-world";
import type { Telling } from "../edit/edit-parts";
import { followMails } from "./follow-mails";
import { followRefunds } from "./follow-refunds";
import { listActions } from "./list-actions";
import { retryAction } from "./retry-action";
import type { ActionResult } from "./settle-actions";
import { type ActionWork, workActions } from "./work-actions";

let world: EditingWorld;
let telling: Telling = { pages: null, gate: null };
const finished = async (): Promise<ActionResult> => ({ word: "done" });

beforeAll(async () => {
  world = await openEditingWorld(() => ({ tell: async () => telling }));
});

afterAll(() => world.database.drop());

async function actionsOf(slug: string) {
  return (await listActions(world.database.pool, slug))?.actions ?? [];
}

/** A sale whose publishing told nobody, as if Redis were away. */
async function makeUntold() {
  telling = { pages: "Redis is away.", gate: "Redis is away." };
  const sale = await world.makePublished();
  telling = { pages: null, gate: null };
  return sale;
}

interface Worked {
  readonly kind: string;
  readonly saleId: number;
}

/** A round of the worker over the actions of one sale, with how each kind goes. */
async function work(saleId: number, wish: Partial<ActionWork> = {}, noted: string[] = []): Promise<readonly Worked[]> {
  const worked: Worked[] = [];
  const noting =
    (kind: keyof ActionWork): ActionWork[keyof ActionWork] =>
    async (id) => {
      worked.push({ kind, saleId: id });
      return id === saleId ? (wish[kind] ?? finished)(id) : { word: "waiting", message: "Another test's." };
    };
  await workActions({
    pool: world.database.pool,
    work: {
      load_gate: noting("load_gate"),
      refresh_pages: noting("refresh_pages"),
      refund_orders: noting("refund_orders"),
      tell_shoppers: noting("tell_shoppers"),
    },
    note: (event, { kind }, message) => noted.push(`${event} ${kind} ${message}`),
  });
  return worked.filter((each) => each.saleId === saleId);
}

/** The time between two tries passes. */
async function letTimePass(saleId: number): Promise<void> {
  await world.database.pool.query(
    `UPDATE sale_actions SET requested_at = requested_at - interval '1 hour', tried_at = tried_at - interval '1 hour'
     WHERE sale_id = $1`,
    [saleId],
  );
}

describe("what follows a change", () => {
  it("is remembered with it, and done at once where everybody can be told", async () => {
    const sale = await world.makePublished();
    expect(await actionsOf(sale.slug)).toMatchObject([
      { kind: "refresh_pages", verb: "publish", state: "done", tries: 1, error: "" },
      { kind: "load_gate", verb: "publish", state: "done", tries: 1, error: "" },
    ]);
    await letTimePass(sale.id);
    expect(await work(sale.id)).toEqual([]);
  });

  it("is nothing for a draft or for a change that changes nothing, and there is no list without a sale", async () => {
    const draft = await world.make();
    done(await world.editing.change({ slug: draft.slug, change: { title: "New" }, version: 1 }, world.actor));
    expect(await actionsOf(draft.slug)).toEqual([]);
    const sale = await world.makeLive();
    done(await world.editing.resume(sale.slug, world.actor));
    expect(await actionsOf(sale.slug)).toHaveLength(2);
    expect(await listActions(world.database.pool, "no-such-sale")).toBeNull();
  });

  it("stays open with the reason while nobody can be told, and the worker does it", async () => {
    const sale = await makeUntold();
    expect(await actionsOf(sale.slug)).toMatchObject([
      { state: "pending", tries: 1, error: "Redis is away.", doneAt: null },
      { state: "pending", tries: 1, error: "Redis is away.", doneAt: null },
    ]);
    await letTimePass(sale.id);
    expect((await work(sale.id)).map(({ kind }) => kind).sort()).toEqual(["load_gate", "refresh_pages"]);
    for (const action of await actionsOf(sale.slug)) {
      expect(action).toMatchObject({ state: "done", tries: 2, error: "", doneAt: expect.any(String) });
    }
  });

  it("of a process that died after the commit is done by the worker, after a head start", async () => {
    const sale = await makeUntold();
    const asCommitted =
      "UPDATE sale_actions SET tries = 0, tried_at = NULL, error = '', requested_at = now() + $2::interval WHERE sale_id = $1";
    await world.database.pool.query(asCommitted, [sale.id, "1 minute"]);
    expect(await work(sale.id)).toEqual([]);
    await letTimePass(sale.id);
    expect(await work(sale.id)).toHaveLength(2);
  });

  it("is tried again later and later while it fails, without keeping others waiting", async () => {
    const sale = await makeUntold();
    const load_gate = async () => {
      throw new Error("Redis is still away.");
    };
    await letTimePass(sale.id);
    const first: string[] = [];
    expect(await work(sale.id, { load_gate }, first)).toHaveLength(2);
    expect(first).toEqual(["action_failed load_gate Redis is still away."]);
    const [gate, pages] = await actionsOf(sale.slug);
    expect(gate).toMatchObject({ kind: "load_gate", state: "pending", tries: 2, error: "Redis is still away." });
    expect(pages).toMatchObject({ kind: "refresh_pages", state: "done" });
    // After its tenth failure the next try is a minute away.
    await world.database.pool.query("UPDATE sale_actions SET tries = 10 WHERE sale_id = $1", [sale.id]);
    expect(await work(sale.id, { load_gate })).toEqual([]);
    await letTimePass(sale.id);
    const noted: string[] = [];
    expect(await work(sale.id, { load_gate }, noted)).toHaveLength(1);
    expect(noted).toEqual([]);
  });

  it("is done once for several changes", async () => {
    const sale = await makeUntold();
    telling = { pages: null, gate: "Redis is away." };
    done(await world.editing.pause(sale.slug, "", world.actor));
    done(await world.editing.resume(sale.slug, world.actor));
    telling = { pages: null, gate: null };
    await letTimePass(sale.id);
    expect((await work(sale.id)).map(({ kind }) => kind)).toEqual(["load_gate"]);
    expect((await actionsOf(sale.slug)).filter(({ state }) => state === "pending")).toEqual([]);
  });

  it("is never done for a change that came after the work began", async () => {
    const sale = await makeUntold();
    await letTimePass(sale.id);
    const load_gate = async (): Promise<ActionResult> => {
      telling = { pages: null, gate: "Redis is away." };
      done(await world.editing.pause(sale.slug, "", world.actor));
      telling = { pages: null, gate: null };
      return { word: "done" };
    };
    await work(sale.id, { load_gate });
    const open = (await actionsOf(sale.slug)).filter(({ state }) => state === "pending");
    expect(open).toMatchObject([{ kind: "load_gate", verb: "pause" }]);
  });

  it("waits for the orders of a cancelled sale, and says for how many", async () => {
    const { pool } = world.database;
    const sale = await world.makeLive();
    await world.hold(sale, 3);
    done(await world.editing.cancel(sale.slug, "A fault.", world.actor));
    const refund_orders = (saleId: number) => followRefunds(pool, saleId);
    const refunds = async () => (await actionsOf(sale.slug)).find(({ kind }) => kind === "refund_orders");
    await letTimePass(sale.id);
    await work(sale.id, { refund_orders });
    expect(await refunds()).toMatchObject({
      state: "pending",
      tries: 0,
      error: "Orders still open: 3 not paid and to be cancelled.",
    });
    await cancelUnpaidOrders(pool, 10, world.clock.spec());
    await letTimePass(sale.id);
    await work(sale.id, { refund_orders });
    expect(await refunds()).toMatchObject({ state: "done", error: "" });
  });

  it("waits until those who held units of a cancelled sale are told by mail", async () => {
    const { pool } = world.database;
    const sale = await world.makeLive();
    await world.hold(sale, 2);
    done(await world.editing.cancel(sale.slug, "A fault.", world.actor));
    const tell_shoppers = (saleId: number) => followMails(pool, saleId);
    async function look() {
      await letTimePass(sale.id);
      await work(sale.id, { tell_shoppers });
      return (await actionsOf(sale.slug)).find(({ kind }) => kind === "tell_shoppers");
    }
    expect(await look()).toMatchObject({ state: "pending", tries: 0, error: "2 orders to be undone first." });
    await cancelUnpaidOrders(pool, 10, world.clock.spec(), queueOrderMails);
    expect(await look()).toMatchObject({ state: "pending", error: "2 mails waiting to be sent." });
    const refused = "UPDATE mails SET state = 'failed', error = 'No such mailbox' WHERE sale_id = $1";
    await pool.query(refused, [sale.id]);
    const givenUp = "2 mails given up; send them again from their orders. The last answer was: No such mailbox";
    expect(await look()).toMatchObject({ state: "pending", tries: 1, error: givenUp });
    await pool.query("UPDATE mails SET state = 'sent', sent_at = now() WHERE sale_id = $1", [sale.id]);
    expect(await look()).toMatchObject({ state: "done", error: "" });
  });
});

describe("a retry", () => {
  const retry = (slug: string, id: string) =>
    retryAction({ pool: world.database.pool, recordChange }, slug, id, world.actor);

  it("makes an action due at once, and is in the log", async () => {
    const sale = await makeUntold();
    await letTimePass(sale.id);
    await world.database.pool.query("UPDATE sale_actions SET tries = 10, tried_at = now() WHERE sale_id = $1", [
      sale.id,
    ]);
    expect(await work(sale.id)).toEqual([]);
    const [action] = await actionsOf(sale.slug);
    if (action === undefined) throw new Error("no action");
    expect(await retry(sale.slug, action.id)).toMatchObject({ word: "due", action: { id: action.id, triedAt: null } });
    expect(await work(sale.id)).toEqual([{ kind: action.kind, saleId: sale.id }]);
    expect(await retry(sale.slug, action.id)).toMatchObject({ word: "done", action: { state: "done" } });
    const log = await world.database.pool.query(
      "SELECT verb, after FROM admin_log WHERE object = $1 ORDER BY id DESC LIMIT 1",
      [`sale:${sale.slug}`],
    );
    expect(log.rows).toEqual([{ verb: "retry", after: { action: action.id, kind: action.kind, after: "publish" } }]);
  });

  it("of another sale's action finds nothing", async () => {
    const [one, other] = [await makeUntold(), await makeUntold()];
    const [action] = await actionsOf(one.slug);
    expect(await retry(other.slug, action?.id ?? "")).toEqual({ word: "not_found" });
    expect(await retry(one.slug, "999999999")).toEqual({ word: "not_found" });
  });
});
