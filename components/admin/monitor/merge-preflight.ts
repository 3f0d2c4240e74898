import type { PreflightAnswer, PreflightCheck } from "@/lib/domain";

/** One check with when it was asked. */
export interface TimedCheck {
  readonly check: PreflightCheck;
  readonly at: string;
}

/** The list with the lines that were asked again since; the newer answer of each counts. */
export function mergePreflight(
  { checks, at }: PreflightAnswer,
  again: ReadonlyMap<string, TimedCheck>,
): readonly TimedCheck[] {
  return checks.map((check) => {
    const newer = again.get(check.name);
    return newer !== undefined && Date.parse(newer.at) > Date.parse(at) ? newer : { check, at };
  });
}
