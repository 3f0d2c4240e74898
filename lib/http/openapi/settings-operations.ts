import * as z from "zod";
import { loadPolicySchema } from "../read-load-policy";
import { settingsSchema, testMailSchema } from "../read-settings";
import { loadPolicy, settings, testMail } from "./answers/settings-answers";
import { type Operation, ok } from "./operation";

const settingsNow = ok(settings, "The settings as they are now, with their ETag.");

const policyNow = ok(loadPolicy, "How many wishes to buy are let in now.");

/** What holds for the whole store. */
export const settingsOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/settings",
    access: "marketer",
    scope: "settings:read",
    summary: "The store's settings",
    answers: { 200: settingsNow },
  },
  {
    method: "PATCH",
    path: "/api/admin/settings",
    access: "admin",
    scope: "settings:write",
    summary: "Change the settings that are sent",
    headers: {
      "If-Match": {
        description: "The ETag of the settings the change was made from.",
        schema: z.string(),
        required: true,
      },
    },
    body: { name: "SettingsChange", schema: settingsSchema },
    answers: { 200: settingsNow },
    problems: ["conflict"],
  },
  {
    method: "GET",
    path: "/api/admin/load",
    access: "marketer",
    scope: "sales:read",
    summary: "How many wishes to buy are let in",
    answers: { 200: policyNow },
  },
  {
    method: "PATCH",
    path: "/api/admin/load",
    access: "marketer",
    scope: "sales:write",
    summary: "Let in all wishes to buy, or every other one",
    body: { name: "LoadPolicyChange", schema: loadPolicySchema },
    answers: { 200: policyNow },
  },
  {
    method: "POST",
    path: "/api/admin/settings/test-mail",
    access: "admin",
    scope: "settings:write",
    summary: "Send a mail, to see whether mail goes out",
    body: { name: "TestMail", schema: testMailSchema },
    answers: { 202: ok(testMail, "The mail waits to be sent by the worker.") },
  },
];
