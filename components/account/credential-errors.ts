import type { SummaryItem } from "../ui/error-summary";
import {
  type CredentialField,
  type CredentialOutcome,
  type CredentialPurpose,
  credentialFields,
} from "./send-credentials";

/** The id of a field in the page, which the summary's links lead to. */
export function fieldId(purpose: CredentialPurpose, field: CredentialField): string {
  return `${purpose}-${field}`;
}

const unanswered = "The shop did not answer. Check the connection and try again: nothing is lost.";

/** What the error summary lists: each field's message with its link, or the refusal as a whole. */
export function summaryItems(purpose: CredentialPurpose, outcome: CredentialOutcome): readonly SummaryItem[] {
  switch (outcome.word) {
    case "signed_in":
      return [];
    case "unanswered":
      return [{ fieldId: null, message: unanswered }];
    case "refused": {
      if (outcome.errors.length === 0) return [{ fieldId: null, message: outcome.detail }];
      return outcome.errors.map(({ path, message }) => {
        const field = credentialFields[purpose].find((known) => known === path);
        return { fieldId: field === undefined ? null : fieldId(purpose, field), message };
      });
    }
  }
}

/** The message of one field; undefined when it is in order. */
export function fieldError(outcome: CredentialOutcome | null, field: CredentialField): string | undefined {
  if (outcome?.word !== "refused") return undefined;
  return outcome.errors.find((error) => error.path === field)?.message;
}
