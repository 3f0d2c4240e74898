import { defaultLocale, type Problem } from "@/lib/domain";
import type { WordsFor } from "./provide-words";

/** Why the API said no. It says so in English, often more exactly than its code can; other languages go by the code. */
export function problemText(problem: Pick<Problem, "code" | "detail" | "reason">, say: WordsFor<"problem">): string {
  if (say.locale === defaultLocale) return problem.detail;
  return problem.reason === undefined ? say.problem[problem.code] : say.problem.reasons[problem.reason];
}
