import * as z from "zod";
import { type AdminUser, type AdminUsersAnswer, roles } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, instant } from "./common";

export const adminUser = answerSchema<AdminUser>()(
  "AdminUser",
  z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    level: count,
    suspended: z.boolean(),
    suspendedReason: z.string().nullable(),
    createdAt: instant,
    lastSeenAt: instant.nullable().describe("To the day; null without a session."),
    orders: count,
  }),
);

export const adminUsers = answerSchema<AdminUsersAnswer>()(
  "AdminUsers",
  z.strictObject({
    users: z.array(adminUser),
    counts: z
      .strictObject({ all: count, shopper: count, marketer: count, admin: count, active: count, suspended: count })
      .describe("Of all pages, under the search alone."),
    page: z.int().positive(),
    pages: z.int().positive(),
    total: count,
  }),
);
