import { defaultLocale, type Problem } from "@/lib/domain";
import type { WordsFor } from "./provide-words";

/** Why the API said no. It says so in English, often more exactly than its code can; other languages go by the code. */
export function problemText(problem: Pick<Problem, "code" | "detail">, say: WordsFor<"problem">): string {
  return say.locale === defaultLocale ? problem.detail : say.problem[problem.code];
}
