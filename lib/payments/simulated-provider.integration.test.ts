import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Simulation } from "../domain";
import { createClock } from "../platform/clock";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import type { PostWebhook } from "./deliver-simulated-events";
import type { Charge, ChargeRequest, PaymentProvider } from "./provider";
import { deriveWebhookKey, signatureHeader, signWebhook } from "./sign-webhook";
import { createSimulatedProvider } from "./simulated-provider";

const secret = "a secret of thirty-two characters";
const startedAtMs = Date.UTC(2026, 10, 27, 9, 0, 0);

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
// A delivery takes every event that is due: none may be left over from the test before.
beforeEach(() => pool.query("truncate simulated_events, simulated_charges"));
afterAll(() => database.drop());

interface Posted {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A provider with a clock of its own and a shop that answers as told. Those of one test share their books. */
function createBank(answer: (posted: Posted) => Promise<number> = async () => 200) {
  const clock = createClock(() => startedAtMs);
  let shiftMs = 0;
  const posted: Posted[] = [];
  const post: PostWebhook = async (body, headers) => {
    const message = { body, headers };
    posted.push(message);
    return answer(message);
  };
  const provider = createSimulatedProvider({ pool, clock, secret, post });
  clock.adjust(`=${startedAtMs}`);
  return {
    provider,
    clock,
    posted,
    advance(ms: number) {
      shiftMs += ms;
      clock.adjust(`=${startedAtMs + shiftMs}`);
    },
    postedAbout: (ref: string) => posted.filter((message) => message.body.includes(ref)),
  };
}

function newRequest(simulate: Simulation, amountMinor = 7900): ChargeRequest {
  return {
    idempotencyKey: `pay:${randomBytes(12).toString("base64url")}`,
    orderId: `o1_${randomBytes(16).toString("base64url")}`,
    amount: { minor: amountMinor, currency: "EUR" },
    method: "card",
    simulate,
  };
}

async function find(provider: PaymentProvider, request: ChargeRequest): Promise<Charge> {
  const charge = await provider.find({ idempotencyKey: request.idempotencyKey });
  if (charge === null) throw new Error("the charge is not in the books");
  return charge;
}

async function eventTypes(ref: string): Promise<string[]> {
  const events = await pool.query<{ type: string }>("select type from simulated_events where ref = $1 order by type", [
    ref,
  ]);
  return events.rows.map((row) => row.type);
}

/** How many wait for a row that another transaction has locked. */
async function countWaiting(): Promise<number> {
  const waiting = await pool.query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return waiting.rows.length;
}

async function deliverAll(provider: PaymentProvider): Promise<void> {
  while ((await provider.deliver?.()) !== 0);
}

describe("the simulated provider", () => {
  it("charges once per key, however many calls come at the same time", async () => {
    const { provider } = createBank();
    const request = newRequest("ok");
    const answers = await Promise.all(Array.from({ length: 12 }, () => provider.charge(request)));
    const charge = await find(provider, request);
    expect(answers).toEqual(answers.map(() => ({ word: "charge", charge })));
    expect(await eventTypes(charge.ref)).toEqual(["charge.succeeded"]);
  });

  it("refuses a key that comes back for another amount", async () => {
    const { provider } = createBank();
    const request = newRequest("ok");
    await provider.charge(request);
    await expect(provider.charge({ ...request, amount: { minor: 1, currency: "EUR" } })).rejects.toThrow(
      "another charge",
    );
    expect((await find(provider, request)).amount).toEqual(request.amount);
  });

  it("knows no charge of a key it never saw", async () => {
    const { provider } = createBank();
    expect(await provider.find({ idempotencyKey: "pay:never" })).toBeNull();
    expect(await provider.find({ ref: "sim_never" })).toBeNull();
    expect(await provider.cancel({ idempotencyKey: "pay:never" })).toBeNull();
  });

  it("declines with a reason a shopper understands", async () => {
    const { provider } = createBank();
    const answer = await provider.charge(newRequest("decline"));
    expect(answer).toMatchObject({ charge: { state: "failed", reason: "Your bank declined the card." } });
  });

  it("leaves a call without an answer and decides 20 s later", async () => {
    const { provider, advance } = createBank();
    const request = newRequest("timeout");
    expect(await provider.charge(request)).toEqual({ word: "no_answer" });
    advance(19_999);
    expect((await find(provider, request)).state).toBe("pending");
    advance(1);
    const charge = await find(provider, request);
    expect(charge.state).toBe("succeeded");
    expect(await eventTypes(charge.ref)).toEqual(["charge.succeeded"]);
  });

  it("is found as decided by whoever asks while another decides it", async () => {
    const { provider, advance } = createBank();
    const request = newRequest("timeout");
    await provider.charge(request);
    advance(20_000);
    const decider = await pool.connect();
    await decider.query("BEGIN");
    await decider.query("UPDATE simulated_charges SET state = 'succeeded' WHERE idempotency_key = $1", [
      request.idempotencyKey,
    ]);
    const finding = find(provider, request);
    let isAnswered = false;
    void finding.then(() => {
      isAnswered = true;
    });
    await expect.poll(async () => isAnswered || (await countWaiting()) > 0).toBe(true);
    await decider.query("COMMIT");
    decider.release();
    expect((await finding).state).toBe("succeeded");
  });

  it("cannot stop a late charge, which succeeds after three minutes", async () => {
    const { provider, advance } = createBank();
    const request = newRequest("late");
    expect(await provider.charge(request)).toMatchObject({ charge: { state: "pending" } });
    advance(179_999);
    expect((await provider.cancel({ idempotencyKey: request.idempotencyKey }))?.state).toBe("pending");
    advance(1);
    expect((await provider.cancel({ idempotencyKey: request.idempotencyKey }))?.state).toBe("succeeded");
  });

  it("stops a pending charge for good", async () => {
    const { provider, advance } = createBank();
    const request = newRequest("timeout");
    await provider.charge(request);
    expect((await provider.cancel({ idempotencyKey: request.idempotencyKey }))?.state).toBe("cancelled");
    advance(60_000);
    const charge = await find(provider, request);
    expect(charge.state).toBe("cancelled");
    expect(await eventTypes(charge.ref)).toEqual(["charge.cancelled"]);
  });

  it("stops no charge that has succeeded", async () => {
    const { provider } = createBank();
    const request = newRequest("ok");
    await provider.charge(request);
    expect((await provider.cancel({ idempotencyKey: request.idempotencyKey }))?.state).toBe("succeeded");
  });

  it("ends a charge one way when it is stopped in the moment it succeeds", async () => {
    for (let race = 0; race < 40; race += 1) {
      const { provider, advance } = createBank();
      const request = newRequest("timeout");
      await provider.charge(request);
      const early = createBank();
      early.advance(19_999);
      advance(20_000);
      await Promise.all([find(provider, request), early.provider.cancel({ idempotencyKey: request.idempotencyKey })]);
      const charge = await find(provider, request);
      expect(["succeeded", "cancelled"]).toContain(charge.state);
      expect(await eventTypes(charge.ref)).toEqual([`charge.${charge.state}`]);
    }
  });

  it("gives money back once, however often it is asked to", async () => {
    const { provider } = createBank();
    const request = newRequest("ok");
    await provider.charge(request);
    const { ref } = await find(provider, request);
    const refunds = await Promise.all(
      Array.from({ length: 8 }, () => provider.refund({ refundKey: "refund:p_1", ref })),
    );
    expect(refunds.map((charge) => charge.state)).toEqual(refunds.map(() => "refunded"));
    expect(await eventTypes(ref)).toEqual(["charge.refunded", "charge.succeeded"]);
    const books = await pool.query("select refunded_minor from simulated_charges where ref = $1", [ref]);
    expect(books.rows).toEqual([{ refunded_minor: 7900 }]);
  });

  it("gives back nothing that it does not have", async () => {
    const { provider } = createBank();
    const request = newRequest("decline");
    await provider.charge(request);
    const { ref } = await find(provider, request);
    await expect(provider.refund({ refundKey: "refund:p_2", ref })).rejects.toThrow("cannot be refunded: failed");
  });
});

describe("the delivery of the simulated provider's events", () => {
  it("signs what it posts so that the shop can read it", async () => {
    const { provider, clock, postedAbout } = createBank();
    const request = newRequest("ok");
    await provider.charge(request);
    await deliverAll(provider);
    const { ref } = await find(provider, request);
    const [message] = postedAbout(ref);
    if (message === undefined) throw new Error("nothing was posted");
    const reading = provider.verifyWebhook(Buffer.from(message.body), new Headers(message.headers), clock.nowMs());
    expect(reading).toMatchObject({ word: "event", event: { type: "charge.succeeded", ref } });
  });

  it.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["nothing", ""],
    ["an event without a charge", '{"id":"evt_1","type":"charge.succeeded","createdAt":"2026-11-27T09:00:00.000Z"}'],
    [
      "an unknown field",
      '{"id":"e","type":"t","createdAt":"2026-11-27T09:00:00.000Z","charge":{"ref":"r","idempotencyKey":"k"},"more":1}',
    ],
  ])("calls a signed body that is %s malformed", (_, body) => {
    const { provider, clock } = createBank();
    const headers = new Headers({ [signatureHeader]: signWebhook(deriveWebhookKey(secret), body, clock.nowMs()) });
    expect(provider.verifyWebhook(Buffer.from(body), headers, clock.nowMs())).toEqual({ word: "malformed" });
  });

  it("tries again with growing pauses until the shop answers 2xx", async () => {
    let status = 503;
    const { provider, advance, postedAbout } = createBank(async () => status);
    const request = newRequest("ok");
    await provider.charge(request);
    const { ref } = await find(provider, request);
    for (const pauseMs of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      const before = postedAbout(ref).length;
      await expect(provider.deliver?.()).rejects.toThrow("answered with 503");
      expect(postedAbout(ref).length).toBe(before + 1);
      advance(pauseMs - 1);
      await provider.deliver?.();
      expect(postedAbout(ref).length).toBe(before + 1);
      advance(1);
    }
    status = 204;
    await deliverAll(provider);
    expect(postedAbout(ref).length).toBe(7);
    advance(3_600_000);
    await deliverAll(provider);
    expect(postedAbout(ref).length).toBe(7);
  });

  it("tells the others although one delivery fails", async () => {
    let refused = "";
    const { provider, postedAbout } = createBank(async (message) => (message.body.includes(refused) ? 500 : 200));
    const requests = Array.from({ length: 6 }, () => newRequest("ok"));
    for (const request of requests) await provider.charge(request);
    const refs = await Promise.all(requests.map(async (request) => (await find(provider, request)).ref));
    refused = refs[0] ?? "";
    await expect(provider.deliver?.()).rejects.toThrow("500");
    expect(refs.map((ref) => postedAbout(ref).length)).toEqual(refs.map(() => 1));
  });

  it("is not done twice by two workers at the same time", async () => {
    const { provider, postedAbout } = createBank();
    const requests = Array.from({ length: 20 }, () => newRequest("ok"));
    for (const request of requests) await provider.charge(request);
    await Promise.all(Array.from({ length: 4 }, () => provider.deliver?.()));
    for (const request of requests) {
      const { ref } = await find(provider, request);
      expect(postedAbout(ref).length).toBe(1);
    }
  });
});
