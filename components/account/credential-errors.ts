import { defaultLocale } from "@/lib/domain";
import type { SummaryItem } from "../ui/error-summary";
import { problemText } from "../words/problem-text";
import type { WordsFor } from "../words/provide-words";
import {
  type CredentialField,
  type CredentialOutcome,
  type CredentialPurpose,
  credentialFields,
} from "./send-credentials";
import { mistakeText } from "./send-form";

type Say = WordsFor<"access" | "form" | "problem">;

/** The id of a field in the page, which the summary's links lead to. */
export function fieldId(purpose: CredentialPurpose, field: CredentialField): string {
  return `${purpose}-${field}`;
}

/** What the error summary lists: each field's message with its link, or the refusal as a whole. */
export function summaryItems(purpose: CredentialPurpose, outcome: CredentialOutcome, say: Say): readonly SummaryItem[] {
  switch (outcome.word) {
    case "signed_in":
      return [];
    case "unanswered":
      return [{ fieldId: null, message: say.form.unanswered }];
    case "refused": {
      if (outcome.errors.length === 0) return [{ fieldId: null, message: refusalText(outcome.problem, say) }];
      return outcome.errors.map((error) => {
        const field = credentialFields[purpose].find((known) => known === error.path);
        return { fieldId: field === undefined ? null : fieldId(purpose, field), message: mistakeText(error, say) };
      });
    }
  }
}

/** Here these codes have a meaning of their own. */
function refusalText(problem: Extract<CredentialOutcome, { word: "refused" }>["problem"], say: Say): string {
  if (say.locale === defaultLocale) return problem.detail;
  if (problem.code === "not_signed_in") return say.access.wrong;
  return problem.code === "forbidden" ? say.access.closed : problemText(problem, say);
}

/** The message of one field; undefined when it is in order. */
export function fieldError(outcome: CredentialOutcome | null, field: CredentialField, say: Say): string | undefined {
  if (outcome?.word !== "refused") return undefined;
  const mistake = outcome.errors.find((error) => error.path === field);
  return mistake === undefined ? undefined : mistakeText(mistake, say);
}
