import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installDebianPackage } from "../bin/services/install.mjs";
import { ReadableError } from "../bin/services/processes.mjs";
import { runCommand } from "../bin/services/run-command.mjs";

// What sends the requests: wrk, because it costs little beside the server it measures; where it cannot be had,
// autocannon. Both are given the same file of raw requests of one length.

/**
 * @typedef {object} Requests a file of raw requests
 * @property {string} file
 * @property {number} length of each, in bytes
 * @property {number} count
 */

/**
 * @typedef {object} Load
 * @property {number} perSecond answers of any status
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} requests
 * @property {number} refused answers of status 400 and above
 */

/**
 * @typedef {object} LoadGenerator
 * @property {"wrk" | "autocannon"} name
 * @property {(run: { port: number, connections: number, seconds: number, requests: Requests }) => Promise<Load>} run
 */

const script = fileURLToPath(new URL("./requests.lua", import.meta.url));

/**
 * @param {(line: string) => void} log
 * @returns {Promise<LoadGenerator>}
 */
export async function findLoadGenerator(log) {
  if (!hasWrk()) await installDebianPackage("wrk", log);
  if (hasWrk()) return { name: "wrk", run: runWrk };
  log("wrk is not here and cannot be installed, so autocannon sends the requests; it costs more beside the server.");
  return { name: "autocannon", run: runAutocannon };
}

function hasWrk() {
  return spawnSync("wrk", ["--version"], { stdio: "ignore" }).error === undefined;
}

/** @type {LoadGenerator["run"]} */
async function runWrk({ port, connections, seconds, requests }) {
  const shape = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", script];
  const file = [requests.file, String(requests.length), String(requests.count)];
  const { code, output } = await runCommand("wrk", [...shape, `http://127.0.0.1:${port}`, "--", ...file]);
  const line = /^result (\{.*\})$/m.exec(output)?.[1];
  if (code !== 0 || line === undefined) throw new ReadableError(`wrk failed:\n${output}`);
  const result = JSON.parse(line);
  if (result.failed > 0) throw new ReadableError(`${result.failed} of ${result.requests} requests got no answer.`);
  return {
    perSecond: (result.requests / result.microseconds) * 1e6,
    p50Ms: result.p50 / 1_000,
    p99Ms: result.p99 / 1_000,
    requests: result.requests,
    refused: result.refused,
  };
}

/** @type {LoadGenerator["run"]} */
async function runAutocannon({ port, connections, seconds, requests }) {
  const { default: autocannon } = await import("autocannon");
  const bytes = readFileSync(requests.file);
  let sent = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest(request) {
          const from = (sent++ % requests.count) * requests.length;
          return { ...request, ...parseRaw(bytes.toString("latin1", from, from + requests.length)) };
        },
      },
    ],
  });
  if (result.errors > 0) throw new ReadableError(`${result.errors} requests got no answer.`);
  const answered = result["2xx"] + result.non2xx;
  return {
    perSecond: answered / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    requests: answered,
    refused: result["4xx"] + result["5xx"],
  };
}

/** @param {string} text a raw request */
function parseRaw(text) {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const [method, path] = first.split(" ");
  const headers = Object.fromEntries(lines.map((line) => line.split(": ")));
  delete headers["Content-Length"];
  return { method, path, headers, ...(body === "" ? {} : { body }) };
}
