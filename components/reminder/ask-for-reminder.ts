import type { FieldError, Locale, Problem, ReminderAnswer } from "@/lib/domain";
import { fetchJson } from "../api/fetch-json";

export type AskResult =
  | { readonly word: "asked"; readonly email: string }
  /** `mistake` is what is wrong with the address itself. */
  | { readonly word: "refused"; readonly problem: Problem; readonly mistake: FieldError | null }
  | { readonly word: "unanswered" };

/** Has a link sent to an address. Whether the address is known there, nobody is told. */
export async function askForReminder(slug: string, email: string, locale: Locale): Promise<AskResult> {
  try {
    const outcome = await fetchJson<ReminderAnswer>(`/api/sales/${slug}/reminder`, {
      method: "POST",
      body: { email, locale },
    });
    if (outcome.word !== "problem") return { word: "asked", email: email.trim() };
    const { problem } = outcome;
    return { word: "refused", problem, mistake: problem.errors?.find(({ path }) => path === "email") ?? null };
  } catch {
    return { word: "unanswered" };
  }
}
