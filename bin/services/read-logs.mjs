import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { complain, say } from "./say.mjs";

const logBytesMax = 20_000_000;
/** pino's numbers for its levels. */
const levels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, silent: 100 };
const warnLevel = 40;

/**
 * Writes a child's output to a file and prints what its user should see: warnings, errors and what it says on standard
 * error; with LOG_LEVEL=debug or trace every log line of that level, too.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {{ name: string, file: string, logLevel: string | undefined, chatty: boolean }} options `chatty`: what libraries
 *   say on standard output is printed as well
 * @returns {{ lastProblem: () => string | undefined }}
 */
export function followOutput(child, { name, file, logLevel, chatty }) {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > logBytesMax) renameSync(file, `${file}.1`);
  const log = createWriteStream(file, { flags: "a", mode: 0o600 });
  log.on("error", (error) => complain(`${file} cannot be written: ${error.message}`));
  const shownFrom = logLevel === "debug" || logLevel === "trace" ? levels[logLevel] : warnLevel;
  /** @type {string | undefined} */
  let problem;
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      const entry = readEntry(line);
      if (entry === undefined) {
        if (line.trim() === "" || (stream === child.stdout && !chatty)) return;
        complain(`${name}: ${line}`);
        if (stream === child.stderr) problem = line.trim();
      } else if (entry.level >= shownFrom) {
        const text = `${name}: ${entry.text}`;
        if (entry.level >= warnLevel) complain(text);
        else say(text);
        if (entry.level >= levels.error) problem = entry.text;
      }
    });
  }
  child.once("close", () => log.end());
  return { lastProblem: () => problem };
}

/**
 * A line of our log as its reader wants it. Stacks are for the file.
 *
 * @param {string} line
 * @returns {{ level: number, text: string } | undefined}
 */
function readEntry(line) {
  if (!line.startsWith("{")) return undefined;
  try {
    const { level, time, process: _process, pid: _pid, hostname: _hostname, msg, err, ...rest } = JSON.parse(line);
    if (typeof level !== "number") return undefined;
    const details = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
    const cause = err === undefined ? "" : `: ${err.message ?? JSON.stringify(err)}`;
    return { level, text: `${timeOfDay(time)}${msg ?? ""}${cause}${details}` };
  } catch {
    return undefined;
  }
}

/** @param {unknown} time */
function timeOfDay(time) {
  if (typeof time !== "string" && typeof time !== "number") return "";
  return `${new Date(time).toISOString().slice(11, 19)} `;
}
