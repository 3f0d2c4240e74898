import type { AuditCheck } from "../domain";
import type { Finding } from "./ports";

/** Breaches a check tells at most; it counts them all. */
export const toldMax = 100;

export function describeFinding(
  { name, invariant }: { readonly name: string; readonly invariant: string },
  { breaches, found, checked, note, notChecked }: Finding,
): AuditCheck {
  return {
    name,
    invariant,
    ok: found === 0 && notChecked === undefined,
    breaches: breaches.slice(0, toldMax).map((message) => ({ message })),
    found,
    checked,
    ...(note === undefined ? {} : { note }),
    ...(notChecked === undefined ? {} : { notChecked }),
  };
}

/** The findings of one check in several sales, as one. */
export function joinFindings(findings: readonly Finding[]): Finding {
  const reasons = new Set(findings.flatMap(({ notChecked }) => (notChecked === undefined ? [] : [notChecked])));
  const notes = findings.flatMap(({ note }) => (note === undefined ? [] : [note]));
  return {
    breaches: findings.flatMap(({ breaches }) => breaches),
    found: findings.reduce((sum, { found }) => sum + found, 0),
    checked: findings.reduce((sum, { checked }) => sum + checked, 0),
    ...(notes.length === 0 ? {} : { note: notes.join(" ") }),
    ...(reasons.size === 0 ? {} : { notChecked: [...reasons].join("; ") }),
  };
}
