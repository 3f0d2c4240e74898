import * as z from "zod";
import { attemptKeyPattern } from "../../domain";
import { attemptSchema, ticketSchema } from "../read-attempt";
import { paymentSchema } from "../read-order";
import { order, orders } from "./answers/order-answers";
import { accepted, attempt, attempts, saleState, sales, ticket, time } from "./answers/sale-answers";
import { noInput, type Operation, ok } from "./operation";

/** What pages and scripts of shoppers call. */
export const shopperOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/time",
    access: "public",
    summary: "The shop's clock",
    answers: { 200: ok(time, "The time now.") },
  },
  {
    method: "GET",
    path: "/api/sales",
    access: "public",
    summary: "Upcoming, live and just-ended sales",
    description: "Shared caches may keep it for five seconds.",
    answers: { 200: ok(sales, "Live ones first, then upcoming ones, then the last that ended.") },
  },
  {
    method: "GET",
    path: "/api/sales/[slug]/state",
    access: "public",
    summary: "A sale's phase and stock now",
    description: "At most 400 bytes; shared caches may keep it for a second.",
    answers: { 200: ok(saleState, "The state now.") },
    problems: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/sales/[slug]/ticket",
    access: "account",
    summary: "Get the hidden part of the buy address",
    description: "Given from 30 minutes before the start; bound to account and sale.",
    body: { name: "TicketWish", schema: ticketSchema },
    answers: { 200: ok(ticket, "The ticket.") },
    problems: ["not_found", "not_open", "not_eligible", "ended", "cancelled"],
  },
  {
    method: "POST",
    path: "/api/sales/[slug]/attempts/[ticket]",
    access: "account",
    summary: "Buy: the only place where a unit is taken",
    headers: {
      "Idempotency-Key": {
        description: "Names this wish: the same key again is the same attempt.",
        schema: z.string().regex(attemptKeyPattern),
        required: true,
      },
    },
    body: { name: "AttemptWish", schema: attemptSchema },
    answers: {
      200: ok(accepted, "This key was accepted before; the state is the present one."),
      202: ok(accepted, "Accepted."),
    },
    problems: [
      "bad_ticket",
      "not_eligible",
      "not_open",
      "ended",
      "paused",
      "cancelled",
      "throttled",
      "key_reused",
      "limit_reached",
      "all_held",
      "sold_out",
      "line_full",
      "not_found",
    ],
  },
  {
    method: "GET",
    path: "/api/sales/[slug]/attempt",
    access: "account",
    summary: "The account's newest attempt in a sale",
    answers: { 200: ok(attempt, "The attempt."), 204: { description: "The account made none." } },
    problems: ["not_found"],
  },
  {
    method: "GET",
    path: "/api/attempts",
    access: "account",
    summary: "What the account has under way in the sales that run",
    answers: { 200: ok(attempts, "Newest first.") },
  },
  {
    method: "GET",
    path: "/api/attempts/[attemptId]",
    access: "account",
    summary: "Where an attempt stands",
    headers: {
      Receipt: {
        description: "The receipt of the answer to the buy: drives an attempt again that Redis has lost.",
        schema: z.string(),
      },
    },
    answers: { 200: ok(attempt, "The attempt.") },
    problems: ["not_found"],
  },
  {
    method: "DELETE",
    path: "/api/attempts/[attemptId]",
    access: "account",
    summary: "Leave the line, or give the unit back",
    answers: { 204: { description: "Given back, now or before." } },
    problems: ["not_found", "conflict"],
  },
  {
    method: "GET",
    path: "/api/orders",
    access: "account",
    summary: "The account's orders, newest first",
    query: { before: { description: "Cursor of the page: next of the one before.", schema: z.string() } },
    answers: { 200: ok(orders, "A page of at most 20.") },
    problems: ["invalid_request"],
  },
  {
    method: "GET",
    path: "/api/orders/[id]",
    access: "account",
    summary: "One order of the account",
    answers: { 200: ok(order, "The order.") },
    problems: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/orders/[id]/pay",
    access: "account",
    summary: "Begin to pay",
    body: { name: "PaymentWish", schema: paymentSchema },
    answers: { 200: ok(order, "It was being paid, or paid, already."), 202: ok(order, "The payment began.") },
    problems: ["not_found", "ended"],
  },
  {
    method: "POST",
    path: "/api/orders/[id]/extend",
    access: "account",
    summary: "Two more minutes to pay",
    body: noInput,
    answers: { 200: ok(order, "The order.") },
    problems: ["not_found", "ended", "conflict"],
  },
  {
    method: "POST",
    path: "/api/orders/[id]/cancel",
    access: "account",
    summary: "Give the unit back",
    body: noInput,
    answers: { 200: ok(order, "The order.") },
    problems: ["not_found", "conflict"],
  },
];
