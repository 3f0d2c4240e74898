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
    const word = check.ok ? "ok    " : "BROKEN";
    const found = check.ok ? "" : `, ${check.found} wrong`;
    console.log(
      `${word}  ${check.invariant.padEnd(3)}  ${check.name.padEnd(width)}  ${check.checked} looked at${found}`,
    );
    for (const { message } of check.breaches.slice(0, told)) console.log(`          ${message}`);
    if (check.found > told) console.log(`          and ${check.found - told} more`);
    if (check.note !== undefined) console.log(`          note: ${check.note}`);
  }
  const broken = answer.checks.filter(({ ok }) => !ok).length;
  const verdict = broken === 0 ? "All checks are well" : `${broken} of ${answer.checks.length} checks are broken`;
  console.log(`${verdict}, as of ${answer.at}, in ${(tookMs / 1_000).toFixed(1)} s.`);
}
