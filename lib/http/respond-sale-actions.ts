import type { SaleActionAnswer, SaleActionsAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

export function respondActions(actions: SaleActionsAnswer | null): Answer {
  return actions === null
    ? problemAnswer("not_found", { detail: "There is no sale with this slug." })
    : jsonAnswer(200, actions);
}

/** Ids of the database are positive numbers of up to 18 digits. */
export function isActionId(text: string): boolean {
  return /^[1-9]\d{0,17}$/.test(text);
}

export function respondRetry(
  outcome: { readonly word: "due" | "done"; readonly action: SaleActionAnswer } | { readonly word: "not_found" },
): Answer {
  switch (outcome.word) {
    case "not_found":
      return problemAnswer("not_found", { detail: "This sale has no such action." });
    case "due":
    case "done":
      return jsonAnswer(200, outcome.action);
  }
}
