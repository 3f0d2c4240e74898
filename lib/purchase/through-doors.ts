import { type Attempt, attemptOfOrder, saleIdOfAttempt } from "../domain";
import type { BookedAttempt, Books, SellReply } from "../orders/books/ports";
import type { BookingResult } from "../orders/ports";
import type { Gate, GateCounts, ReserveInput, ReserveReply } from "../stock/gate";
import type { Doors } from "./follow-doors";
import type { WishGatherer } from "./gather-wishes";
import { attemptOfRecord } from "./load-gate";

export interface ThroughDoorsParts {
  readonly gate: Gate;
  readonly doors: Doors;
  readonly books: Pick<Books, "find" | "findNewest" | "leaveLine" | "readCounts">;
  readonly gatherer: WishGatherer;
}

/**
 * The gate as shoppers' requests see it: where a sale is sold from the books, the books answer in its place, in its
 * words. Whoever asks need not know which of the two it was. Loading and settling go to the gate itself, and so does
 * every question about a sale that is sold by its gate alone, without another promise on the way.
 */
export function throughDoors(parts: ThroughDoorsParts): Gate {
  const { gate, doors, books } = parts;
  return {
    ...gate,
    reserve: (input) => (doors.isPlain(input.saleId) ? gate.reserve(input) : reserveAtDoor(parts, input)),
    readAttempt(attemptId) {
      const saleId = saleIdOfAttempt(attemptId);
      return saleId === null || !doors.readsBooks(saleId) ? gate.readAttempt(attemptId) : readBooked(books, attemptId);
    },
    readAccount: (saleId, accountId) =>
      doors.readsBooks(saleId) ? readNewest(books, saleId, accountId) : gate.readAccount(saleId, accountId),
    readSale: (saleId) => (doors.readsBooks(saleId) ? readCounts(books, saleId) : gate.readSale(saleId)),
    readRefusals: (saleId) => (doors.readsBooks(saleId) ? Promise.resolve("not_loaded") : gate.readRefusals(saleId)),
    leaveLine: (input) =>
      doors.readsBooks(input.saleId)
        ? books.leaveLine(input.saleId, input.attemptId, input.accountId)
        : gate.leaveLine(input),
  };
}

type Shelf = ThroughDoorsParts["books"];

async function readBooked(books: Shelf, attemptId: string): Promise<Attempt | "not_loaded"> {
  const found = await books.find(attemptId);
  // Accepted and in no book yet, perhaps: only the gate can say that there is no such attempt.
  return found === null ? "not_loaded" : attemptOfBooked(found);
}

async function readNewest(books: Shelf, saleId: number, accountId: string): Promise<Attempt | "none"> {
  const found = await books.findNewest(saleId, accountId);
  return found === null ? "none" : attemptOfBooked(found);
}

async function readCounts(books: Shelf, saleId: number): Promise<GateCounts | "not_loaded"> {
  return (await books.readCounts(saleId)) ?? "not_loaded";
}

async function reserveAtDoor(parts: ThroughDoorsParts, input: ReserveInput): Promise<ReserveReply> {
  switch (parts.doors.of(input.saleId)) {
    case "shut":
      return { word: "not_loaded" };
    case "books":
      return reserveFromBooks(parts, input);
    case "gate":
      return reserveWatched(parts, input);
  }
}

/** What the gate accepts here is told only while it is still the door: this process may have stood still meanwhile. */
async function reserveWatched({ gate, doors }: ThroughDoorsParts, input: ReserveInput): Promise<ReserveReply> {
  const { saleId } = input;
  const reply = await gate.reserve({ ...input, epoch: Math.max(input.epoch, doors.epoch(saleId)) });
  if (reply.word !== "accepted" && reply.word !== "known") return reply;
  return doors.of(saleId) === "gate" ? reply : { word: "not_loaded" };
}

async function reserveFromBooks({ gatherer }: ThroughDoorsParts, input: ReserveInput): Promise<ReserveReply> {
  const { saleId, attemptId, accountId, itemId, quantity, joinLine, acceptedAtMs = null } = input;
  const reply = await gatherer.sell(saleId, { attemptId, accountId, itemId, quantity, acceptedAtMs });
  switch (reply.word) {
    case "booked":
      return { word: "accepted", attempt: attemptOfResult(input, reply) };
    case "known":
      return { word: "known", attempt: attemptOfBooked(reply.known) };
    case "all_held":
      // The line is the gate's: whoever would join it asks again until the gate is back.
      return joinLine ? { word: "not_loaded" } : reply;
    case "busy":
      return { word: "not_loaded" };
    case "key_reused":
    case "limit_reached":
    case "sold_out":
    case "too_few":
    case "not_open":
    case "ended":
    case "paused":
    case "cancelled":
      return reply;
  }
}

function attemptOfBooked(booked: BookedAttempt): Attempt {
  if (booked.word === "decided") return attemptOfRecord(booked.record);
  const { slots: _slots, ...waiting } = booked.waiting;
  return { ...waiting, state: "queued", reason: null, payByMs: null };
}

function attemptOfResult(input: ReserveInput, booked: Extract<SellReply, { word: "booked" }>): Attempt {
  const { attemptId, saleId, accountId, itemId, quantity } = input;
  return {
    ...{ attemptId, saleId, accountId, itemId, quantity },
    receivedAtMs: booked.receivedAtMs,
    place: null,
    ...stateOf(booked.result),
  };
}

function stateOf(result: BookingResult): Pick<Attempt, "state" | "reason" | "payByMs"> {
  switch (result.word) {
    case "reserved":
      return { state: "reserved", reason: null, payByMs: result.payByMs };
    case "moved_on":
      return { ...attemptOfOrder(result.state), payByMs: result.payByMs };
    case "failed":
      return { state: "lost", reason: result.reason, payByMs: null };
  }
}
