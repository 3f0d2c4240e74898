import type { ReminderAnswer } from "@/lib/domain";
import { fetchJson } from "../api/fetch-json";

export type AskResult =
  | { readonly word: "asked"; readonly email: string }
  | { readonly word: "refused"; readonly why: string }
  | { readonly word: "unanswered" };

/** Has a link sent to an address. Whether the address is known there, nobody is told. */
export async function askForReminder(slug: string, email: string): Promise<AskResult> {
  try {
    const outcome = await fetchJson<ReminderAnswer>(`/api/sales/${slug}/reminder`, { method: "POST", body: { email } });
    if (outcome.word !== "problem") return { word: "asked", email: email.trim() };
    const { detail, errors } = outcome.problem;
    return { word: "refused", why: errors?.find(({ path }) => path === "email")?.message ?? detail };
  } catch {
    return { word: "unanswered" };
  }
}
