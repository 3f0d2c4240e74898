import * as z from "zod";
import { adminSale } from "./answers/admin-sale-answers";
import { saleImport, saleImported } from "./answers/sale-import-answers";
import { noInput, type Operation, ok } from "./operation";

/** Sales that are not typed one by one: files of them, and samples. */
export const saleTableOperations: readonly Operation[] = [
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
