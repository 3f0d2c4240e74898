import * as z from "zod";
import { settingsSchema, testMailSchema } from "../read-settings";
import { settings, testMail } from "./answers/settings-answers";
import { type Operation, ok } from "./operation";

const settingsNow = ok(settings, "The settings as they are now, with their ETag.");

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
    method: "POST",
    path: "/api/admin/settings/test-mail",
    access: "admin",
    scope: "settings:write",
    summary: "Send a mail, to see whether mail goes out",
    body: { name: "TestMail", schema: testMailSchema },
    answers: { 202: ok(testMail, "The mail waits to be sent by the worker.") },
  },
];
