import { attemptOfOrder } from "../domain";
import type { BookingRequest, BookingResult, LineRecord, Orders } from "../orders/ports";
import type { Clock } from "../platform/clock";
import type { BrokenEntry, Gate, Intent, IntentBatch, IntentStream, Verdict } from "../stock/gate";
import { GateNotLoadedError } from "./gate-not-loaded";

/** The worker half of a purchase: what the gate accepted becomes orders, or explicit failures. */
export interface SettleParts {
  readonly intents: IntentStream;
  readonly orders: Orders;
  readonly gate: Gate;
  readonly clock: Clock;
  /** Keeps entries nobody can read; a person looks at them. */
  readonly keepDeadLetters: (saleId: number, entries: readonly BrokenEntry[]) => Promise<void>;
  readonly count: (word: "reserved" | "moved_on" | "failed", sinceReceivedMs: number) => void;
}

/**
 * One batch of one sale. The acknowledgement is the last step: a worker that dies anywhere before leaves the
 * entries pending, another takes them over, and every step is idempotent by attempt id.
 */
export async function settleBatch(parts: SettleParts, batch: IntentBatch): Promise<number> {
  return publishBatch(parts, await bookBatch(parts, batch));
}

/** A batch of which PostgreSQL knows everything, and Redis nothing yet. */
export interface BookedBatch {
  readonly batch: IntentBatch;
  readonly wanted: readonly BookingRequest[];
  readonly results: readonly BookingResult[];
}

/** The first half: what PostgreSQL decides. Batches of a sale are booked one after the other, in the order of the stream. */
export async function bookBatch(parts: SettleParts, batch: IntentBatch): Promise<BookedBatch> {
  if (batch.broken.length > 0) await parts.keepDeadLetters(batch.saleId, batch.broken);
  const { joined, gone, wanted } = sortIntents(batch.entries.map((entry) => entry.intent));
  if (joined.length > 0 || gone.length > 0) await parts.orders.recordLine(batch.saleId, joined, gone);
  if (wanted.length === 0) return { batch, wanted, results: [] };
  const results = await parts.orders.place(batch.saleId, wanted, parts.clock.spec());
  countResults(parts, wanted, results);
  return { batch, wanted, results };
}

/** The second half: what Redis is told. How many entries are settled. */
export async function publishBatch(parts: SettleParts, { batch, wanted, results }: BookedBatch): Promise<number> {
  if (wanted.length > 0) await publish(parts, batch.saleId, wanted, results);
  await parts.intents.acknowledge(
    batch.saleId,
    [...batch.entries, ...batch.broken].map((entry) => entry.entryId),
  );
  return batch.entries.length + batch.broken.length;
}

/** A gate that is just being loaded may have read PostgreSQL before this batch: the entries stay and come again. */
async function publish(
  parts: SettleParts,
  saleId: number,
  wanted: readonly BookingRequest[],
  results: readonly BookingResult[],
): Promise<void> {
  const subjects = new Map(wanted.map((request) => [request.attemptId, request]));
  const verdicts = results.map((result) => withSubject(verdictOf(result), subjects.get(result.attemptId)));
  const published = await parts.gate.settle({ saleId, verdicts });
  if (published === "not_loaded") throw new GateNotLoadedError(saleId);
}

/**
 * With its subject, a gate that has lost an attempt can remember it and count its units. What was an error may name an
 * item the sale does not have, which no gate can remember.
 */
function withSubject(verdict: Verdict, request: BookingRequest | undefined): Verdict {
  if (request === undefined || (verdict.state === "lost" && verdict.reason === "error")) return verdict;
  const { accountId, itemId, quantity, slots, receivedAtMs } = request;
  return { ...verdict, subject: { accountId, itemId, quantity, slots, receivedAtMs } };
}

function sortIntents(intents: readonly Intent[]): {
  joined: LineRecord[];
  gone: (BookingRequest & { reason: Extract<Intent, { kind: "leave" }>["reason"] })[];
  wanted: BookingRequest[];
} {
  const joined: LineRecord[] = [];
  const gone: (BookingRequest & { reason: Extract<Intent, { kind: "leave" }>["reason"] })[] = [];
  const wanted: BookingRequest[] = [];
  for (const intent of intents) {
    switch (intent.kind) {
      case "join":
        joined.push(intent);
        break;
      case "leave":
        gone.push(intent);
        break;
      case "reserve":
        wanted.push(intent);
        break;
    }
  }
  return { joined, gone, wanted };
}

/** What PostgreSQL decided, in the gate's words. */
export function verdictOf(result: BookingResult): Verdict {
  switch (result.word) {
    case "reserved":
      return { attemptId: result.attemptId, version: result.version, state: "reserved", payByMs: result.payByMs };
    case "failed":
      return { attemptId: result.attemptId, version: 1, state: "lost", reason: result.reason };
    case "moved_on":
      return movedOnVerdict(result);
  }
}

function movedOnVerdict(result: Extract<BookingResult, { word: "moved_on" }>): Verdict {
  const { attemptId, version } = result;
  const { state } = attemptOfOrder(result.state);
  switch (state) {
    case "reserved":
      return { attemptId, version, state, payByMs: result.payByMs };
    case "paying":
    case "paid":
    case "expired":
    case "left":
      return { attemptId, version, state };
    case "queued":
    case "lost":
      return { attemptId, version, state: "lost", reason: "cancelled" };
  }
}

function countResults(parts: SettleParts, wanted: readonly BookingRequest[], results: readonly BookingResult[]): void {
  const receivedAt = new Map(wanted.map((request) => [request.attemptId, request.receivedAtMs]));
  const nowMs = parts.clock.nowMs();
  for (const result of results) {
    parts.count(result.word, Math.max(0, nowMs - (receivedAt.get(result.attemptId) ?? nowMs)));
  }
}
