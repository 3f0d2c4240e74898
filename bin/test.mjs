import { requireNode } from "./services/require-node.mjs";

// npm test            everything, in order; a failure does not keep later steps from running
// npm test unit       one or more steps alone
// npm test unit -- …  what follows the step goes to its runner (file names, for instance)

/** Of each step; the rest is one cause more often than many. */
const toldFailures = 10;

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { runMain } = await import("./services/run-main.mjs");
const { say, spelledDuration } = await import("./services/say.mjs");

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
}

await runMain(async () => {
  await ensurePackages();
  const { steps } = await import("./services/test-steps.mjs");
  const names = steps.map((step) => step.name);
  const firstOther = process.argv.slice(2).findIndex((word) => !names.includes(word));
  const words = process.argv.slice(2, firstOther === -1 ? undefined : 2 + firstOther);
  const args = firstOther === -1 ? [] : process.argv.slice(2 + firstOther).filter((word) => word !== "--");
  const chosen = words.length === 0 ? steps : steps.filter((step) => words.includes(step.name));

  /** @type {Map<string, { line: string } & import("./services/test-steps.mjs").Sums>} */
  const results = new Map();
  for (const step of chosen) {
    const broken = step.needs.find((name) => (results.get(name)?.failed ?? 0) > 0);
    say(`\n== ${step.name}`);
    const started = performance.now();
    const sums = broken === undefined ? await runStep(step, args) : { passed: 0, failed: 1, failures: [] };
    if (broken !== undefined) say(`not run: ${broken} failed`);
    const took = spelledDuration(performance.now() - started);
    const line = `${step.name.padEnd(12)} ${sums.passed} passed, ${sums.failed} failed  (${took})`;
    results.set(step.name, { line, ...sums });
  }
  const all = [...results.values()];
  for (const [name, { failures }] of results) tellFailures(name, failures);
  say("");
  for (const { line } of all) say(line);
  const failed = all.reduce((sum, result) => sum + result.failed, 0);
  say(`${all.reduce((sum, result) => sum + result.passed, 0)} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

/**
 * @param {import("./services/test-steps.mjs").Step} step
 * @param {readonly string[]} args
 */
async function runStep(step, args) {
  try {
    return await step.run({ signal: stop.signal, args });
  } catch (error) {
    if (stop.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    say(reason);
    return { passed: 0, failed: 1, failures: [{ name: "could not be run", reason }] };
  }
}

/**
 * The end of a long log is what is read, and thousands of lines may stand after the step that failed.
 *
 * @param {string} step
 * @param {readonly import("./services/read-failures.mjs").Failure[]} failures
 */
function tellFailures(step, failures) {
  for (const { name, reason } of failures.slice(0, toldFailures)) {
    say(`\nFAILED  ${step}  ${name}`);
    for (const line of reason.split("\n")) say(`        ${line}`);
  }
  if (failures.length > toldFailures)
    say(`\nand ${failures.length - toldFailures} more in ${step}: see its part above`);
}
