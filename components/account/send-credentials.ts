import type { FieldError, Problem, SessionAnswer } from "@/lib/domain";
import { fetchJson } from "../api/fetch-json";

export type CredentialField = "name" | "email" | "password";

/** What became of signing in or up. */
export type CredentialOutcome =
  | { readonly word: "signed_in" }
  | {
      readonly word: "refused";
      readonly problem: Pick<Problem, "code" | "detail">;
      readonly errors: readonly FieldError[];
    }
  | { readonly word: "unanswered" };

export type CredentialPurpose = "sign-in" | "sign-up";

/** The fields each purpose sends; the server refuses any other. */
export const credentialFields: Readonly<Record<CredentialPurpose, readonly CredentialField[]>> = {
  "sign-in": ["email", "password"],
  "sign-up": ["name", "email", "password"],
};

/** Sends the form's fields to the server, which alone judges them. */
export async function sendCredentials(purpose: CredentialPurpose, form: FormData): Promise<CredentialOutcome> {
  const body = Object.fromEntries(credentialFields[purpose].map((field) => [field, form.get(field) ?? ""]));
  try {
    const outcome = await fetchJson<SessionAnswer>(`/api/auth/${purpose}/email`, { method: "POST", body });
    if (outcome.word !== "problem") return { word: "signed_in" };
    const { code, detail, errors } = outcome.problem;
    return { word: "refused", problem: { code, detail }, errors: errors ?? [] };
  } catch {
    return { word: "unanswered" };
  }
}
