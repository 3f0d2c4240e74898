import { defaultLocale, type FieldError, type Locale, type Problem, type SessionAnswer } from "@/lib/domain";
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
export async function sendCredentials(
  purpose: CredentialPurpose,
  form: FormData,
  locale: Locale,
): Promise<CredentialOutcome> {
  const fields = Object.fromEntries(credentialFields[purpose].map((field) => [field, form.get(field) ?? ""]));
  // Whoever signs up on an English page may still prefer what their browser does.
  const isTold = purpose === "sign-up" && locale !== defaultLocale;
  const body = isTold ? { ...fields, locale } : fields;
  try {
    const outcome = await fetchJson<SessionAnswer>(`/api/auth/${purpose}/email`, { method: "POST", body });
    if (outcome.word !== "problem") return { word: "signed_in" };
    const { code, detail, errors } = outcome.problem;
    return { word: "refused", problem: { code, detail }, errors: errors ?? [] };
  } catch {
    return { word: "unanswered" };
  }
}
