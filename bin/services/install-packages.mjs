import { existsSync, readFileSync } from "node:fs";
import { ReadableError } from "./processes.mjs";
import { projectPath } from "./project.mjs";
import { lastLines, runCommand } from "./run-command.mjs";
import { say, spelledDuration } from "./say.mjs";

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** Installs the npm packages when what lies in node_modules is not what package-lock.json asks for. */
export async function ensurePackages() {
  if (packagesMatchLock()) return;
  const stop = new AbortController();
  const abort = () => stop.abort(new ReadableError("Stopped while packages were installed."));
  for (const name of signals) process.on(name, abort);
  try {
    await installPackages(stop.signal);
  } finally {
    for (const name of signals) process.off(name, abort);
  }
}

/** @param {AbortSignal} signal */
async function installPackages(signal) {
  say("Installing packages (npm ci) ...");
  const started = performance.now();
  // NODE_ENV=production would leave out esbuild and PostgreSQL.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const [file, all] = npm?.endsWith(".js") ? [process.execPath, [npm, ...args]] : ["npm", args];
  const { code, output } = await runCommand(file, all, { signal });
  if (code !== 0) throw new ReadableError(`npm ci failed:\n${causeOf(output)}`);
  say(`Packages installed in ${spelledDuration(performance.now() - started)}.`);
}

/**
 * npm says what is wrong first and then explains its command at length.
 *
 * @param {string} output
 */
function causeOf(output) {
  const errors = output.split("\n").filter((line) => /^npm (error|ERR!) ./.test(line));
  return errors.length > 0 ? errors.slice(0, 10).join("\n") : lastLines(output);
}

/**
 * Compares the lock file with the record npm leaves inside node_modules as the last act of an installation.
 *
 * @returns {boolean}
 */
function packagesMatchLock() {
  const record = projectPath("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = readPackages(projectPath("package-lock.json"));
  const installed = readPackages(record);
  for (const [path, entry] of Object.entries(installed)) {
    if (wanted[path]?.version !== entry.version || wanted[path]?.integrity !== entry.integrity) return false;
  }
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || entry.devOptional || installed[path] !== undefined,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}
