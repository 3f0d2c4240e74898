import type { PreflightAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";

export function respondPreflight(
  outcome:
    | { readonly word: "checked"; readonly answer: PreflightAnswer }
    | { readonly word: "no_sale" }
    | { readonly word: "no_check"; readonly names: readonly string[] },
): Answer {
  switch (outcome.word) {
    case "checked":
      return jsonAnswer(200, outcome.answer);
    case "no_sale":
      return problemAnswer("not_found", { detail: "There is no sale with this slug." });
    case "no_check":
      return invalidRequest([{ path: "check", message: `must be one of ${outcome.names.join(", ")}` }]);
  }
}
