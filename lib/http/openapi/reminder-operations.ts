import * as z from "zod";
import { locales } from "../../domain";
import { reminderSchema } from "../read-reminder";
import { reminder, reminders } from "./answers/reminder-answers";
import { noInput, type Operation, ok } from "./operation";

const tokenQuery = {
  token: { description: "From the link in the mail.", schema: z.string(), required: true },
  locale: { description: "The language of the page that is shown; English without it.", schema: z.enum(locales) },
} as const;
const shown = { description: "Location: the page of the link, which tells how things stand." };

/** Being told before a sale begins. */
export const reminderOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/sales/[slug]/reminder",
    access: "account",
    summary: "Whether the account is reminded of this start",
    answers: { 200: ok(reminder, "`on` or `off`.") },
    problems: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/sales/[slug]/reminder",
    access: "public",
    summary: "Ask to be reminded of a start",
    description:
      "Signed in: at the account's address, and `email` must be left out. Signed out: `email` is required and is sent a " +
      "link to confirm, once per sale; the answer is the same whether the address is known or not.",
    body: { name: "ReminderWish", schema: reminderSchema },
    answers: {
      200: ok(reminder, "The account's reminder is on, now or before."),
      202: ok(reminder, "The address was sent a link, unless it has had one for this sale."),
    },
    problems: ["not_found", "conflict", "ended", "cancelled", "throttled"],
  },
  {
    method: "DELETE",
    path: "/api/sales/[slug]/reminder",
    access: "account",
    summary: "Remove the account's reminder",
    body: noInput,
    answers: { 204: { description: "There is none any more." } },
    problems: ["not_found"],
  },
  {
    method: "GET",
    path: "/api/reminders",
    access: "account",
    summary: "What the account waits for",
    answers: { 200: ok(reminders, "Of sales that have not begun, soonest first; at most 100.") },
  },
  {
    method: "POST",
    path: "/api/reminders/confirm",
    access: "public",
    summary: "Confirm an address",
    description: "Sent by the button of the page that the mailed link opens. The link is good for 24 hours.",
    query: tokenQuery,
    answers: { 303: shown },
  },
  {
    method: "GET",
    path: "/api/reminders/stop",
    access: "public",
    summary: "The address that mails name in List-Unsubscribe",
    description: "Changes nothing.",
    query: tokenQuery,
    answers: { 303: shown },
  },
  {
    method: "POST",
    path: "/api/reminders/stop",
    access: "public",
    summary: "End a reminder in one click",
    description: "RFC 8058: without cookies, from anywhere, with any body.",
    query: tokenQuery,
    body: {
      contentTypes: ["application/x-www-form-urlencoded", "multipart/form-data"],
      description: "`List-Unsubscribe=One-Click`; from our own page `from=page`.",
    },
    answers: { 204: { description: "There are no more mails of it, now or before." }, 303: shown },
    problems: ["not_found"],
  },
];
