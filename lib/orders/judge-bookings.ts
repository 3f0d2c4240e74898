import { type LostReason, orderIdOfAttempt, saleIdOfAttempt } from "../domain";
import type { BookingRequest } from "./ports";
import type { BookingFacts } from "./read-booking-facts";

/** What is to be written about a batch. Requests that were decided before are in neither list. */
export interface BookingJudgement {
  readonly admitted: readonly BookingRequest[];
  readonly refused: readonly { readonly request: BookingRequest; readonly reason: LostReason }[];
}

const integerMax = 2 ** 31 - 1;

/**
 * Decides about the requests of one sale in the order given; each takes its units and slots from those behind it. Nothing
 * here can oversell: the statement that writes counts again, and so do the constraints.
 */
export function judgeBookings(
  saleId: number,
  requests: readonly BookingRequest[],
  facts: BookingFacts,
): BookingJudgement {
  const { sale } = facts;
  const free = new Map(facts.items.map((item) => [item.id, item.free]));
  const taken = new Map(facts.taken.map(({ accountId, slots }) => [accountId, slots]));
  const unknown = new Set(facts.unknownAccounts);
  const decided = new Set([...facts.placed.map(({ id }) => id), ...facts.failed.map(({ attemptId }) => attemptId)]);
  const admitted: BookingRequest[] = [];
  const refused: { request: BookingRequest; reason: LostReason }[] = [];

  function reasonAgainst(request: BookingRequest): LostReason | null {
    const units = free.get(request.itemId);
    if (sale === null || units === undefined || unknown.has(request.accountId) || !isSound(saleId, request))
      return "error";
    if (sale.cancelled) return "cancelled";
    const slots = taken.get(request.accountId) ?? 0;
    if (request.slots >>> sale.limitPerAccount !== 0 || (request.slots & slots) !== 0) return "limit";
    if (request.quantity > units) return "sold_out";
    free.set(request.itemId, units - request.quantity);
    taken.set(request.accountId, slots | request.slots);
    return null;
  }

  for (const request of requests) {
    if (decided.has(orderIdOfAttempt(request.attemptId)) || decided.has(request.attemptId)) continue;
    const reason = reasonAgainst(request);
    if (reason === null) admitted.push(request);
    else refused.push({ request, reason });
  }
  return { admitted, refused };
}

/** Whether a request is one the gate can have made: anything else must not stop the rest of its batch. */
function isSound(saleId: number, { attemptId, quantity, slots, receivedAtMs }: BookingRequest): boolean {
  return (
    saleIdOfAttempt(attemptId) === saleId &&
    Number.isInteger(slots) &&
    slots > 0 &&
    slots <= integerMax &&
    countBits(slots) === quantity &&
    isTime(receivedAtMs)
  );
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Whether PostgreSQL takes it as a moment. */
export function isTime(epochMs: number): boolean {
  return Number.isFinite(epochMs) && Math.abs(epochMs) < 1e14;
}

/** Numbers PostgreSQL could not take become 0, which no sound request has. */
export function asInteger(value: number): number {
  return Number.isInteger(value) && value >= 0 && value <= integerMax ? value : 0;
}
