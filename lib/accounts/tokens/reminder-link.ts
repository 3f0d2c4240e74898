import type { TokenKeys } from "./keys";
import { openFields, signFields } from "./signed-fields";

/** What a link in a reminder's mail is for. Each has a kind of its own, so that none passes for the other. */
const kinds = { confirm: "rc1", stop: "rs1" } as const;
export type ReminderLinkPurpose = keyof typeof kinds;

/** `reminder` is the reminder's own random name, of `[A-Za-z0-9_-]`. */
export function signReminderLink(keys: TokenKeys, purpose: ReminderLinkPurpose, reminder: string): string {
  return signFields(keys.reminder, kinds[purpose], [reminder]);
}

/** The reminder's name, or null for what we did not sign for this purpose. How long it is good, the reminder tells. */
export function openReminderLink(keys: TokenKeys, purpose: ReminderLinkPurpose, token: string): string | null {
  return openFields(keys.reminder, kinds[purpose], 1, token)?.[0] ?? null;
}
