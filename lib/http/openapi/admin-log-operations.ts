import * as z from "zod";
import { logCursor, logFilterShape } from "../read-log";
import { log, logEntry, logVerdict } from "./answers/admin-log-answers";
import { type Operation, ok } from "./operation";

const filter = {
  object: { description: "Kind and name, such as sale:my-sale, or a kind alone.", schema: logFilterShape.object },
  actor: { description: "An account's id.", schema: logFilterShape.actor },
  verb: { description: "What was done, such as publish.", schema: logFilterShape.verb },
  from: { description: "From this time on.", schema: logFilterShape.from },
  to: { description: "Before this time.", schema: logFilterShape.to },
};

/** The log of changes. */
export const adminLogOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/log",
    access: "marketer",
    scope: "log:read",
    summary: "Every change, newest first",
    query: { ...filter, before: { description: "Cursor of the page: next of the one before.", schema: logCursor } },
    answers: { 200: ok(log, "A page of at most 50.") },
    problems: ["invalid_request"],
  },
  {
    method: "GET",
    path: "/api/admin/log/[id]",
    access: "marketer",
    scope: "log:read",
    summary: "One change",
    answers: { 200: ok(logEntry, "The entry.") },
    problems: ["not_found"],
  },
  {
    method: "GET",
    path: "/api/admin/log/verify",
    access: "marketer",
    scope: "log:read",
    summary: "Whether the log is as it was written",
    description: "Walks the chain of hashes, 2 000 entries at a time.",
    query: { after: { description: "Cursor of the part: next of the one before.", schema: logCursor } },
    answers: { 200: ok(logVerdict, "What the part shows.") },
    problems: ["invalid_request", "not_found"],
  },
  {
    method: "GET",
    path: "/api/admin/log.csv",
    access: "marketer",
    scope: "log:read",
    summary: "The changes that fit, as a table",
    query: {
      ...filter,
      bom: { description: "1: with a byte order mark, for spreadsheets.", schema: z.enum(["0", "1"]) },
    },
    answers: { 200: { description: "Newest first; no cell is a formula.", contentType: "text/csv" } },
    problems: ["invalid_request"],
  },
];
