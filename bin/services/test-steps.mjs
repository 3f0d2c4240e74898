import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { buildPrograms, buildShop } from "./build.mjs";
import { ensureBrowser } from "./find-browser.mjs";
import { checkScripts, generateClient } from "./generate.mjs";
import { ensureRedisBinary } from "./install-redis.mjs";
import { findFreePort } from "./ports.mjs";
import { projectPath } from "./project.mjs";
import { readPlaywrightFailures, readVitestFailures } from "./read-failures.mjs";
import { runCommand } from "./run-command.mjs";
import { complain, say, spelledDuration } from "./say.mjs";
import { typecheck } from "./typecheck.mjs";

/**
 * @typedef {object} Sums
 * @property {number} passed
 * @property {number} failed
 * @property {readonly import("./read-failures.mjs").Failure[]} failures as far as the runner told them
 */

/**
 * One part of `npm test`.
 *
 * @typedef {object} Step
 * @property {string} name also the word that runs it alone: `npm test unit`
 * @property {readonly string[]} needs steps without which this one makes no sense
 * @property {(options: { signal: AbortSignal, args: readonly string[] }) => Promise<Sums>} run
 */

/** Runners take their servers down before they end. */
const runnerGraceMs = 15_000;

/** @type {readonly Step[]} */
export const steps = [
  { name: "checks", needs: [], run: runChecks },
  { name: "unit", needs: [], run: (options) => runVitest("unit", options) },
  { name: "integration", needs: [], run: runIntegration },
  { name: "build", needs: [], run: runBuild },
  { name: "shop", needs: ["build"], run: (options) => runBuiltShop("shop", options) },
  { name: "lifecycle", needs: ["build"], run: (options) => runBuiltShop("lifecycle", options) },
  { name: "e2e", needs: ["build"], run: runBrowserTests },
];

/** @param {{ signal: AbortSignal }} options */
async function runChecks({ signal }) {
  const node = process.execPath;
  /** @type {[string, () => Promise<{ code: number, output: string }>][]} */
  const checks = [
    ["generated code is fresh", () => checkGenerated(signal)],
    [
      "format and lint",
      () => runCommand(node, [projectPath("node_modules/@biomejs/biome/bin/biome"), "check", "."], { signal }),
    ],
    ["types", typecheck],
    ["import rules", () => runCommand(node, [projectPath("tools/check-boundaries.mjs")], { signal })],
  ];
  /** @type {Sums & { failures: import("./read-failures.mjs").Failure[] }} */
  const sums = { passed: 0, failed: 0, failures: [] };
  for (const [name, check] of checks) {
    const started = performance.now();
    const { code, output } = await check();
    const took = spelledDuration(performance.now() - started);
    if (code === 0) {
      sums.passed += 1;
      say(`  passed  ${name}  (${took})`);
    } else {
      sums.failed += 1;
      sums.failures.push({ name, reason: "its output stands above" });
      say(`  FAILED  ${name}  (${took})`);
      complain(output.trimEnd());
    }
  }
  return sums;
}

/** @param {AbortSignal} signal */
async function checkGenerated(signal) {
  try {
    await generateClient({ signal });
    await checkScripts();
    return { code: 0, output: "" };
  } catch (error) {
    if (signal.aborted) throw error;
    return { code: 1, output: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @param {string} project
 * @param {{ signal: AbortSignal, args: readonly string[] }} options
 */
async function runVitest(project, { signal, args }) {
  await generateClient({ signal });
  const report = freshReport(project);
  const vitest = projectPath("node_modules/vitest/vitest.mjs");
  const flags = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await runCommand(process.execPath, [vitest, ...flags, ...args], {
    signal,
    graceMs: runnerGraceMs,
    show: true,
  });
  const told = readReport(report);
  const { numPassedTests = 0, numFailedTests = 0, numFailedTestSuites = 0 } = told;
  const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0);
  const failures = readVitestFailures(told, projectPath("."));
  return countFailure({ passed: numPassedTests, failed, failures }, code);
}

/** @param {{ signal: AbortSignal, args: readonly string[] }} options */
async function runIntegration(options) {
  await ensureRedisBinary(say);
  // Some start our own programs.
  await buildPrograms(options);
  return runVitest("integration", options);
}

/** @param {{ signal: AbortSignal }} options */
async function runBuild(options) {
  await buildShop(options);
  return { passed: 1, failed: 0, failures: [] };
}

/**
 * Tests that start the built programs.
 *
 * @param {string} project
 * @param {{ signal: AbortSignal, args: readonly string[] }} options
 */
async function runBuiltShop(project, options) {
  await ensureRedisBinary(say);
  await buildShop(options);
  return runVitest(project, options);
}

/** @param {{ signal: AbortSignal, args: readonly string[] }} options */
async function runBrowserTests({ signal, args }) {
  await ensureRedisBinary(say);
  const browser = await ensureBrowser();
  await buildShop({ signal });
  const report = freshReport("e2e");
  const env = {
    ...process.env,
    PLAYWRIGHT_CHROMIUM: browser,
    PLAYWRIGHT_REPORT: report,
    E2E_PORT: String(await findFreePort()),
  };
  const playwright = projectPath("node_modules/@playwright/test/cli.js");
  const { code } = await runCommand(process.execPath, [playwright, "test", ...args], {
    env,
    signal,
    graceMs: runnerGraceMs,
    show: true,
  });
  const told = readReport(report);
  const { expected = 0, flaky = 0, unexpected = 0 } = told.stats ?? {};
  const failures = readPlaywrightFailures(told);
  return countFailure({ passed: expected, failed: unexpected + flaky, failures }, code);
}

/** @param {string} name */
function freshReport(name) {
  const file = projectPath(".build/reports", `${name}.json`);
  mkdirSync(projectPath(".build/reports"), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/**
 * A runner may fail without any failed test, for instance when it cannot start.
 *
 * @param {Sums} sums
 * @param {number} code
 * @returns {Sums}
 */
function countFailure(sums, code) {
  return code !== 0 && sums.failed === 0 ? { ...sums, failed: 1 } : sums;
}
