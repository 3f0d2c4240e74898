import * as z from "zod";
import { salePhases } from "../../domain";
import {
  cancellationSchema,
  duplicateSchema,
  extensionSchema,
  newSaleSchema,
  pauseSchema,
  restockSchema,
  saleChangeSchema,
} from "../read-sale";
import { adminSale, adminSales, monitor, published, saleEdit } from "./answers/admin-sale-answers";
import { environment } from "./answers/operator-answers";
import { noInput, type Operation, ok } from "./operation";

const saleNow = ok(saleEdit, "The sale as it is now, with its ETag.");
const draft = ok(adminSale, "The draft, with Location and ETag.");
const sale = "/api/admin/sales/[slug]";

/** What marketers call to plan, publish, watch and steer sales. */
export const adminSaleOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/environment",
    access: "marketer",
    summary: "The shop's time, and whether it is a test",
    answers: { 200: ok(environment, "Where one is.") },
  },
  {
    method: "GET",
    path: "/api/admin/sales",
    access: "marketer",
    summary: "All sales, drafts too",
    query: {
      status: { description: "A phase, or all.", schema: z.enum([...salePhases, "all"]) },
      q: { description: "Looks in title and slug.", schema: z.string().max(100) },
      page: { description: "1 and up.", schema: z.int().min(1) },
    },
    answers: { 200: ok(adminSales, "A page of at most 50.") },
    problems: ["invalid_request"],
  },
  {
    method: "POST",
    path: "/api/admin/sales",
    access: "marketer",
    summary: "Make a draft",
    body: { name: "NewSale", schema: newSaleSchema },
    answers: { 201: draft },
    problems: ["conflict"],
  },
  {
    method: "GET",
    path: sale,
    access: "marketer",
    summary: "One sale",
    answers: { 200: ok(adminSale, "The sale, with its ETag.") },
    problems: ["not_found"],
  },
  {
    method: "PATCH",
    path: sale,
    access: "marketer",
    summary: "Change the fields that are sent",
    headers: {
      "If-Match": { description: "The ETag of the sale the change was made from.", schema: z.string(), required: true },
    },
    body: { name: "SaleChange", schema: saleChangeSchema },
    answers: { 200: saleNow },
    problems: ["not_found", "conflict", "not_ready"],
  },
  {
    method: "POST",
    path: `${sale}/publish`,
    access: "marketer",
    summary: "Check and publish",
    body: noInput,
    answers: { 200: ok(published, "It is published.") },
    problems: ["not_found", "conflict", "not_ready"],
  },
  {
    method: "POST",
    path: `${sale}/pause`,
    access: "marketer",
    summary: "Stop buying; holds and places stay",
    body: { name: "Pause", schema: pauseSchema },
    answers: { 200: saleNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${sale}/resume`,
    access: "marketer",
    summary: "Go on after a pause",
    body: noInput,
    answers: { 200: saleNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${sale}/extend`,
    access: "marketer",
    summary: "A later end",
    body: { name: "Extension", schema: extensionSchema },
    answers: { 200: saleNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${sale}/end`,
    access: "marketer",
    summary: "End it now",
    body: noInput,
    answers: { 200: saleNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${sale}/cancel`,
    access: "marketer",
    summary: "Call it off: unpaid orders are cancelled, paid ones refunded",
    body: { name: "Cancellation", schema: cancellationSchema },
    answers: { 200: saleNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${sale}/restock`,
    access: "marketer",
    summary: "More or fewer units",
    headers: {
      "Idempotency-Key": {
        description: "The same key counts once.",
        schema: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        required: true,
      },
    },
    body: { name: "Restock", schema: restockSchema },
    answers: { 200: saleNow },
    problems: ["not_found", "conflict", "key_reused"],
  },
  {
    method: "POST",
    path: `${sale}/duplicate`,
    access: "marketer",
    summary: "A draft with everything but the times",
    body: { name: "Duplicate", schema: duplicateSchema },
    answers: { 201: draft },
    problems: ["not_found", "conflict"],
  },
  {
    method: "GET",
    path: `${sale}/monitor`,
    access: "marketer",
    summary: "How it stands, from Redis' counters",
    answers: { 200: ok(monitor, "The numbers with their time.") },
    problems: ["not_found"],
  },
];
