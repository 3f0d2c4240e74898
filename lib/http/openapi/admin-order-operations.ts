import * as z from "zod";
import { adminOrderSorts, orderStates } from "../../domain";
import { refundOrdersSchema, storeReasonSchema } from "../read-admin-order";
import { adminOrder, adminOrders, refundedOrders } from "./answers/admin-order-answers";
import { noInput, type Operation, ok } from "./operation";

const filter = {
  state: { description: "An order's state, or all.", schema: z.enum([...orderStates, "all"]) },
  q: {
    description: "A number (ZH-100042 or 100042), an id, or a part of the buyer's address.",
    schema: z.string().max(100),
  },
  from: { description: "Placed then or later.", schema: z.iso.datetime({ offset: true }) },
  to: { description: "Placed before.", schema: z.iso.datetime({ offset: true }) },
};
const sale = { description: "A sale's slug.", schema: z.string() };
const bom = { description: "1: with a byte order mark, for spreadsheets.", schema: z.enum(["0", "1"]) };
const table = {
  description: "One row per order, newest first, with whole addresses; the export is logged.",
  contentType: "text/csv",
};
const orderNow = ok(adminOrder, "The order as it is now.");
const orders = "/api/admin/orders";
const reason = { name: "StoreReason", schema: storeReasonSchema };

/** What the store's people do with orders. */
export const adminOrderOperations: readonly Operation[] = [
  {
    method: "GET",
    path: orders,
    access: "marketer",
    scope: "orders:read",
    summary: "All orders",
    query: {
      sale,
      ...filter,
      sort: { description: "placed when left out.", schema: z.enum(adminOrderSorts) },
      direction: { description: "desc when left out.", schema: z.enum(["asc", "desc"]) },
      page: { description: "1 and up.", schema: z.int().min(1) },
    },
    answers: { 200: ok(adminOrders, "A page of at most 50.") },
    problems: ["invalid_request"],
  },
  {
    method: "GET",
    path: `${orders}/[id]`,
    access: "marketer",
    scope: "orders:read",
    summary: "One order with its history, payments and mails",
    answers: { 200: ok(adminOrder, "The order, and what can be done to it.") },
    problems: ["not_found"],
  },
  {
    method: "POST",
    path: `${orders}/[id]/refund`,
    access: "marketer",
    scope: "orders:write",
    summary: "Give a paid order's money back",
    body: reason,
    answers: { 200: orderNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${orders}/[id]/release`,
    access: "marketer",
    scope: "orders:write",
    summary: "Give a hold up: the unit returns, to the line first",
    body: reason,
    answers: { 200: orderNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${orders}/[id]/resend-mail`,
    access: "marketer",
    scope: "orders:write",
    summary: "Send the mail that tells how the order stands once more",
    body: noInput,
    answers: { 200: orderNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${orders}/refund`,
    access: "marketer",
    scope: "orders:write",
    summary: "Refund up to 200 orders, each by itself",
    body: { name: "RefundOrders", schema: refundOrdersSchema },
    answers: { 200: ok(refundedOrders, "What came of each.") },
  },
  {
    method: "GET",
    path: `${orders}.csv`,
    access: "marketer",
    scope: "orders:read",
    summary: "The orders that fit, as a file",
    query: { sale, ...filter, bom },
    answers: { 200: table },
    problems: ["invalid_request"],
  },
  {
    method: "GET",
    path: "/api/admin/sales/[slug]/orders.csv",
    access: "marketer",
    scope: "orders:read",
    summary: "The orders of one sale, as a file",
    query: { ...filter, bom },
    answers: { 200: table },
    problems: ["invalid_request", "not_found"],
  },
];
