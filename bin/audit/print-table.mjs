const told = 10;

/**
 * A line per check, and under each that is broken what it found.
 *
 * @param {import("../../lib/domain/audit").AuditAnswer} answer
 * @param {number} tookMs
 */
export function printTable(answer, tookMs) {
  const width = Math.max(...answer.checks.map(({ name }) => name.length));
  for (const check of answer.checks) {
    const head = `${wordOf(check)}  ${check.invariant.padEnd(3)}  ${check.name.padEnd(width)}`;
    const found = check.found === 0 ? "" : `, ${check.found} wrong`;
    const isUnseen = check.notChecked !== undefined && check.checked === 0;
    console.log(isUnseen ? `${head}  not checked` : `${head}  ${check.checked} looked at${found}`);
    for (const { message } of check.breaches.slice(0, told)) console.log(`          ${message}`);
    if (check.found > told) console.log(`          and ${check.found - told} more`);
    if (check.note !== undefined) console.log(`          note: ${check.note}`);
    if (check.notChecked !== undefined) console.log(`          not checked: ${check.notChecked}`);
  }
  console.log(`${verdictOf(answer.checks)}, as of ${answer.at}, in ${(tookMs / 1_000).toFixed(1)} s.`);
  const unseen = answer.checks.filter(({ notChecked }) => notChecked !== undefined);
  if (unseen.length === 0) return;
  const reasons = [...new Set(unseen.map(({ notChecked }) => notChecked))].join("; ");
  console.log(`What could not be checked may be right or wrong: ${reasons}. Audit again when that is over.`);
}

/**
 * Of the whole audit: 0 when all was looked at and is well, 1 when something is broken, 2 when nothing is, as far as could be
 * looked.
 *
 * @param {import("../../lib/domain/audit").AuditAnswer} answer
 */
export function exitCodeOf({ ok, checks }) {
  if (ok) return 0;
  return checks.some(isBroken) ? 1 : 2;
}

/** @param {import("../../lib/domain/audit").AuditCheck} check */
function isBroken({ ok, found, notChecked }) {
  return found > 0 || (!ok && notChecked === undefined);
}

/** @param {import("../../lib/domain/audit").AuditCheck} check */
function wordOf(check) {
  if (isBroken(check)) return "BROKEN";
  return check.ok ? "ok    " : "unseen";
}

/** @param {readonly import("../../lib/domain/audit").AuditCheck[]} checks */
function verdictOf(checks) {
  const broken = checks.filter(isBroken).length;
  const unseen = checks.filter(({ notChecked }) => notChecked !== undefined).length;
  if (broken === 0) {
    return unseen === 0 ? "All checks are well" : `All checks that could be made are well, ${unseen} could not`;
  }
  const told = `${broken} of ${checks.length} checks are broken`;
  return unseen === 0 ? told : `${told}, ${unseen} could not be made`;
}
