import * as z from "zod";
import { accountStatuses, roles } from "../../domain";
import { storeReasonSchema } from "../read-admin-order";
import { userChangeSchema } from "../read-admin-user";
import { adminUser, adminUsers } from "./answers/admin-user-answers";
import { noInput, type Operation, ok } from "./operation";

const users = "/api/admin/users";
const userNow = ok(adminUser, "The account as it is now.");

/** What admins do with accounts: never with their own. */
export const adminUserOperations: readonly Operation[] = [
  {
    method: "GET",
    path: users,
    access: "admin",
    scope: "users:read",
    summary: "All accounts",
    query: {
      q: { description: "A part of name or address, or an id.", schema: z.string().max(100) },
      role: { description: "A role, or all.", schema: z.enum([...roles, "all"]) },
      status: { description: "active, suspended or all.", schema: z.enum([...accountStatuses, "all"]) },
      page: { description: "1 and up.", schema: z.int().min(1) },
    },
    answers: { 200: ok(adminUsers, "A page of at most 50, newest first.") },
    problems: ["invalid_request"],
  },
  {
    method: "GET",
    path: `${users}/[id]`,
    access: "admin",
    scope: "users:read",
    summary: "One account",
    answers: { 200: userNow },
    problems: ["not_found"],
  },
  {
    method: "PATCH",
    path: `${users}/[id]`,
    access: "admin",
    scope: "users:write",
    summary: "Another role or level",
    body: { name: "UserChange", schema: userChangeSchema },
    answers: { 200: userNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${users}/[id]/suspend`,
    access: "admin",
    scope: "users:write",
    summary: "Sign an account out everywhere and keep it out",
    body: { name: "StoreReason", schema: storeReasonSchema },
    answers: { 200: userNow },
    problems: ["not_found", "conflict"],
  },
  {
    method: "POST",
    path: `${users}/[id]/restore`,
    access: "admin",
    scope: "users:write",
    summary: "Let a suspended account in again",
    body: noInput,
    answers: { 200: userNow },
    problems: ["not_found", "conflict"],
  },
];
