import * as z from "zod";
import { saleFilter } from "./admin-sale-operations";
import { adminSale } from "./answers/admin-sale-answers";
import { saleImport, saleImported } from "./answers/sale-import-answers";
import { noInput, type Operation, ok } from "./operation";

const bom = { description: "1: with a byte order mark, for spreadsheets.", schema: z.enum(["0", "1"]) };
const table = {
  description: "One row per sale, and one more per further item, picture and release.",
  contentType: "text/csv",
};

/** Sales that are not typed one by one: files of them, and samples. */
export const saleTableOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/sales.csv",
    access: "marketer",
    scope: "sales:read",
    summary: "The sales that fit, as a table that can be imported again",
    query: { ...saleFilter, bom },
    answers: { 200: table },
    problems: ["invalid_request"],
  },
  {
    method: "GET",
    path: "/api/admin/sales/import",
    access: "marketer",
    scope: "sales:read",
    summary: "A table to begin with",
    query: { bom },
    answers: { 200: table },
    problems: ["invalid_request"],
  },
  {
    method: "POST",
    path: "/api/admin/sales/import",
    access: "marketer",
    scope: "sales:write",
    summary: "Drafts from a spreadsheet, all or none",
    description: "At most 200 sales. Cells that are wrong are told by line and column; nothing is ever published.",
    query: { dryRun: { description: "1, the usual: only check. 0: make the drafts.", schema: z.enum(["1", "0"]) } },
    body: { contentTypes: ["text/csv"], description: "UTF-8 with commas or semicolons, at most 1 MB." },
    answers: {
      200: ok(saleImport, "A dry run: what would be made, and what is wrong."),
      201: ok(saleImported, "The drafts are made."),
    },
    problems: ["conflict"],
  },
  {
    method: "POST",
    path: "/api/admin/sales/sample",
    access: "marketer",
    scope: "sales:write",
    summary: "A published sale that opens in a minute",
    body: noInput,
    answers: { 201: ok(adminSale, "The sale, with Location and ETag.") },
    problems: ["conflict", "not_ready"],
  },
];
