import type { Pool } from "pg";
import type { Simulation } from "../domain";
import type { Charge, ChargeName, ChargeRequest } from "./provider";

/** How long the simulated bank thinks, by script, in milliseconds of the shop's clock. */
export interface SimulatedTiming {
  /** `timeout`: the call has no answer, the charge succeeds this much later. */
  readonly timeoutDecidesMs: number;
  /** `late`: cannot be stopped and succeeds this much later; longer than an order may stay `paying`. */
  readonly lateDecidesMs: number;
}

export const defaultSimulatedTiming: SimulatedTiming = { timeoutDecidesMs: 20_000, lateDecidesMs: 180_000 };

/** An event the provider still has to tell. */
export interface SimulatedEventRow {
  readonly id: string;
  readonly ref: string;
  readonly type: string;
  readonly created_at_ms: number;
  readonly idempotency_key: string;
}

interface ChargeRow {
  readonly ref: string;
  readonly idempotency_key: string;
  readonly order_id: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly state: Charge["state"];
}

/** How a charge begins: already decided, or pending for a while. */
function beginning(script: Simulation, timing: SimulatedTiming): { state: Charge["state"]; decidesMs: number } {
  switch (script) {
    case "ok":
      return { state: "succeeded", decidesMs: 0 };
    case "decline":
      return { state: "failed", decidesMs: 0 };
    case "timeout":
      return { state: "pending", decidesMs: timing.timeoutDecidesMs };
    case "late":
      return { state: "pending", decidesMs: timing.lateDecidesMs };
  }
}

/**
 * Opens the charge of an idempotency key, once; the same key again finds the same charge.
 * Rejects a key that comes back with another amount or order.
 */
export async function openCharge(
  pool: Pool,
  ref: string,
  request: ChargeRequest,
  timing: SimulatedTiming,
  clockSpec: string,
): Promise<Charge> {
  const { state, decidesMs } = beginning(request.simulate, timing);
  // A charge that is decided at once tells so in the same statement: none is ever decided without its event.
  await pool.query(
    `with opened as (
       insert into simulated_charges (ref, idempotency_key, order_id, amount_minor, currency, script, state, decide_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, shop_now($9) + $8::float8 * interval '1 ms', shop_now($9))
       on conflict (idempotency_key) do nothing
       returning ref, state
     ) ${tellFrom("opened", "$9")}`,
    [
      ref,
      request.idempotencyKey,
      request.orderId,
      request.amount.minor,
      request.amount.currency,
      request.simulate,
      state,
      decidesMs,
      clockSpec,
    ],
  );
  const row = await readCharge(pool, { idempotencyKey: request.idempotencyKey });
  if (row === null) throw new Error(`the charge of key ${request.idempotencyKey} was not kept`);
  if (
    row.order_id !== request.orderId ||
    row.amount_minor !== request.amount.minor ||
    row.currency !== request.amount.currency
  ) {
    throw new Error(`idempotency key ${request.idempotencyKey} was used for another charge`);
  }
  return describeCharge(row);
}

/** The charge as it is now; decides it first if it is due. */
export async function findCharge(pool: Pool, name: ChargeName, clockSpec: string): Promise<Charge | null> {
  const known = await readCharge(pool, name);
  if (known === null) return null;
  if (known.state !== "pending") return describeCharge(known);
  await decideDue(pool, { ref: known.ref, max: 1 }, clockSpec);
  const decided = await readCharge(pool, { ref: known.ref });
  return describeCharge(decided ?? known);
}

/** Ends a pending charge, except a `late` one: those are what a bank does when it has stopped listening. */
export async function cancelCharge(pool: Pool, name: ChargeName, clockSpec: string): Promise<Charge | null> {
  const known = await findCharge(pool, name, clockSpec);
  if (known === null || known.state !== "pending") return known;
  await pool.query(
    `with cancelled as (
       update simulated_charges set state = 'cancelled'
       where ref = $1 and state = 'pending' and script <> 'late'
       returning ref, state
     ) ${tellFrom("cancelled", "$2")}`,
    [known.ref, clockSpec],
  );
  return findCharge(pool, { ref: known.ref }, clockSpec);
}

/** Gives a succeeded charge back in full, once. Rejects when there is nothing to give back. */
export async function refundCharge(pool: Pool, ref: string, clockSpec: string): Promise<Charge> {
  await pool.query(
    `with refunded as (
       update simulated_charges set state = 'refunded', refunded_minor = amount_minor
       where ref = $1 and state = 'succeeded'
       returning ref, state
     ) ${tellFrom("refunded", "$2")}`,
    [ref, clockSpec],
  );
  const charge = await readCharge(pool, { ref });
  if (charge?.state !== "refunded") throw new Error(`charge ${ref} cannot be refunded: ${charge?.state ?? "unknown"}`);
  return describeCharge(charge);
}

/**
 * Decides pending charges whose time has come, all or one. Returns how many. Who asks for one waits for whoever decides
 * it just then: passed over, it would still be read as pending after it was told to have succeeded.
 */
export async function decideDue(
  pool: Pool,
  which: { readonly ref: string | null; readonly max: number },
  clockSpec: string,
): Promise<number> {
  const decided = await pool.query(
    `with due as (
       select ref from simulated_charges
       where state = 'pending' and decide_at <= shop_now($3) and ($1::text is null or ref = $1)
       order by decide_at limit $2 for update ${which.ref === null ? "skip locked" : ""}
     ), decided as (
       update simulated_charges as charge set state = 'succeeded'
       from due where charge.ref = due.ref
       returning charge.ref, charge.state
     ) ${tellFrom("decided", "$3")}`,
    [which.ref, which.max, clockSpec],
  );
  return decided.rowCount ?? 0;
}

/**
 * Takes events that are due. They come due again by themselves, later with every try, until `markDelivered`:
 * one whose delivery this process does not live to see is told again, and twice is allowed. The first pause (5 s) is
 * as long as a delivery may take, so that a slow shop is not told twice at once.
 */
export async function claimEvents(pool: Pool, max: number, clockSpec: string): Promise<readonly SimulatedEventRow[]> {
  const claimed = await pool.query<SimulatedEventRow>(
    `with due as (
       select id from simulated_events
       where delivered_at is null and deliver_at <= shop_now($1)
       order by deliver_at limit $2 for update skip locked
     )
     update simulated_events as event
     set tries = event.tries + 1, deliver_at = shop_now($1) + least(60, 5 * power(2, least(event.tries, 10))) * interval '1 s'
     from due, simulated_charges as charge
     where event.id = due.id and charge.ref = event.ref
     returning event.id, event.ref, event.type, charge.idempotency_key,
       (extract(epoch from event.created_at) * 1000)::float8 as created_at_ms`,
    [clockSpec, max],
  );
  return claimed.rows;
}

export async function markDelivered(pool: Pool, eventId: string, clockSpec: string): Promise<void> {
  await pool.query("update simulated_events set delivered_at = shop_now($2) where id = $1", [eventId, clockSpec]);
}

/** The event of each charge a statement moved. Its id follows from charge and state, so no move is told as two events. */
function tellFrom(moved: string, clockSpecParameter: string): string {
  return `insert into simulated_events (id, ref, type, created_at, deliver_at)
     select 'evt_' || ref || '_' || state, ref, 'charge.' || state, shop_now(${clockSpecParameter}), shop_now(${clockSpecParameter})
     from ${moved} where state <> 'pending'`;
}

async function readCharge(pool: Pool, name: ChargeName): Promise<ChargeRow | null> {
  const [column, value] = "ref" in name ? ["ref", name.ref] : ["idempotency_key", name.idempotencyKey];
  const found = await pool.query<ChargeRow>(
    `select ref, idempotency_key, order_id, amount_minor, currency, state from simulated_charges where ${column} = $1`,
    [value],
  );
  return found.rows[0] ?? null;
}

function describeCharge(row: ChargeRow): Charge {
  return {
    ref: row.ref,
    idempotencyKey: row.idempotency_key,
    amount: { minor: row.amount_minor, currency: row.currency },
    state: row.state,
    reason: row.state === "failed" ? "Your bank declined the card." : "",
  };
}
