import * as z from "zod";
import { log } from "./answers/admin-log-answers";
import { type Operation, ok } from "./operation";

/** The log of changes. */
export const adminLogOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/log",
    access: "marketer",
    summary: "Every change, newest first",
    query: {
      object: { description: "Kind and name, such as sale:my-sale.", schema: z.string() },
      actor: { description: "An account's id.", schema: z.string() },
      before: { description: "Cursor of the page: next of the one before.", schema: z.string() },
    },
    answers: { 200: ok(log, "A page of at most 50.") },
    problems: ["invalid_request"],
  },
];
