import { defaultLocale, type FieldError, type Problem } from "@/lib/domain";
import { type ApiRequest, fetchJson } from "../api/fetch-json";
import type { SummaryItem } from "../ui/error-summary";
import { problemText } from "../words/problem-text";
import type { WordsFor } from "../words/provide-words";

/** What became of a form that was sent. */
export type FormOutcome =
  | { readonly word: "done" }
  | {
      readonly word: "refused";
      readonly problem: Pick<Problem, "code" | "detail">;
      readonly errors: readonly FieldError[];
    }
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
    const { code, detail, errors } = outcome.problem;
    return { word: "refused", problem: { code, detail }, errors: errors ?? [] };
  } catch {
    return { word: "unanswered" };
  }
}

export type FormWords = WordsFor<"form" | "problem">;

/** What is wrong with a field: the server says it in English, other languages go by the field. */
export function mistakeText({ path, message }: FieldError, say: FormWords): string {
  if (say.locale === defaultLocale) return message;
  const mistakes: Readonly<Record<string, string>> = say.form.mistakes;
  return mistakes[path] ?? say.problem.invalid_request;
}

/** What the error summary lists: each field's message with its link, or the refusal as a whole. */
export function listMistakes(
  outcome: FormOutcome,
  fieldIds: Readonly<Record<string, string>>,
  say: FormWords,
): readonly SummaryItem[] {
  switch (outcome.word) {
    case "done":
      return [];
    case "unanswered":
      return [{ fieldId: null, message: say.form.unanswered }];
    case "refused":
      if (outcome.errors.length === 0) return [{ fieldId: null, message: problemText(outcome.problem, say) }];
      return outcome.errors.map((error) => ({
        fieldId: fieldIds[error.path] ?? null,
        message: mistakeText(error, say),
      }));
  }
}

/** The message of one field as a property that is there or not: an absent error is not an empty one. */
export function mistakeOf(outcome: FormOutcome | null, path: string, say: FormWords): { readonly error?: string } {
  if (outcome?.word !== "refused") return {};
  const mistake = outcome.errors.find((error) => error.path === path);
  return mistake === undefined ? {} : { error: mistakeText(mistake, say) };
}
