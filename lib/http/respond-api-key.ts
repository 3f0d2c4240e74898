import type { ApiKeyMadeAnswer, ApiKeyScope, ApiKeysAnswer } from "../domain";
import { type Answer, emptyAnswer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

/** Says what is wrong with the key of a request; RFC 6750 names the header. */
export function respondKeyRefused(word: "unknown" | "forbidden" | "lacks_scope", scope: ApiKeyScope | null): Answer {
  switch (word) {
    case "unknown":
      return problemAnswer("not_signed_in", {
        detail: "There is no such API key: it may be misspelt or revoked, or its owner suspended. Use another.",
        headers: { "WWW-Authenticate": 'Bearer realm="zerohour", error="invalid_token"' },
      });
    case "forbidden":
      return problemAnswer("forbidden", { detail: "The owner of the API key does not have the role for this." });
    case "lacks_scope":
      return problemAnswer("forbidden", {
        detail:
          scope === null
            ? "No API key may do this. Sign in and do it in the admin."
            : `The API key lacks the scope ${scope}. Make one that has it.`,
        headers: {
          "WWW-Authenticate": `Bearer realm="zerohour", error="insufficient_scope"${scope === null ? "" : `, scope="${scope}"`}`,
        },
      });
  }
}

export function respondApiKeys(keys: ApiKeysAnswer): Answer {
  return jsonAnswer(200, keys);
}

export function respondApiKeyMade(made: ApiKeyMadeAnswer): Answer {
  return jsonAnswer(201, made);
}

export function respondApiKeyRevoked({ word }: { readonly word: "revoked" | "not_found" }): Answer {
  return word === "revoked"
    ? emptyAnswer(204)
    : problemAnswer("not_found", { detail: "There is no API key with this number." });
}
