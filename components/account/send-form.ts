import type { FieldError } from "@/lib/domain";
import { type ApiRequest, fetchJson } from "../api/fetch-json";
import type { SummaryItem } from "../ui/error-summary";

/** What became of a form that was sent. */
export type FormOutcome =
  | { readonly word: "done" }
  | { readonly word: "refused"; readonly detail: string; readonly errors: readonly FieldError[] }
  | { readonly word: "unanswered" };

/** Sends a form to the server, which alone judges it. */
export async function sendForm(
  path: string,
  method: NonNullable<ApiRequest["method"]>,
  body: unknown,
): Promise<FormOutcome> {
  try {
    const outcome = await fetchJson<unknown>(path, { method, body });
    if (outcome.word !== "problem") return { word: "done" };
    const { detail, errors } = outcome.problem;
    return { word: "refused", detail, errors: errors ?? [] };
  } catch {
    return { word: "unanswered" };
  }
}

/** What the error summary lists: each field's message with its link, or the refusal as a whole. */
export function listMistakes(
  outcome: FormOutcome,
  fieldIds: Readonly<Record<string, string>>,
  unanswered: string,
): readonly SummaryItem[] {
  switch (outcome.word) {
    case "done":
      return [];
    case "unanswered":
      return [{ fieldId: null, message: unanswered }];
    case "refused":
      if (outcome.errors.length === 0) return [{ fieldId: null, message: outcome.detail }];
      return outcome.errors.map(({ path, message }) => ({ fieldId: fieldIds[path] ?? null, message }));
  }
}

/** The message of one field as a property that is there or not: an absent error is not an empty one. */
export function mistakeOf(outcome: FormOutcome | null, path: string): { readonly error?: string } {
  if (outcome?.word !== "refused") return {};
  const message = outcome.errors.find((error) => error.path === path)?.message;
  return message === undefined ? {} : { error: message };
}
