import { inspect } from "node:util";
import { median } from "./judge.mjs";

/**
 * @param {readonly import("./judge.mjs").Line[]} lines
 * @returns {string}
 */
export function showLines(lines) {
  return table([
    ["measure", "connections", "against", "value", "target", ""],
    ...lines.map((line) => [
      line.what,
      line.connections === null ? "" : String(line.connections),
      line.against,
      `${spelled(line.value)}${line.unit === "" ? "" : ` ${line.unit}`}`,
      line.target,
      line.met ? "met" : "MISSED",
    ]),
  ]);
}

/**
 * What was measured, before it was compared. Good for this machine and this run only.
 *
 * @param {readonly import("./measure-http.mjs").Outcome[]} outcomes
 */
export function showLoads(outcomes) {
  if (outcomes.length === 0) return "";
  const rows = outcomes.flatMap(({ measure, connections, rounds }) =>
    measure.contestants.map((name) => {
      const of = (/** @type {"perSecond" | "p50Ms" | "p99Ms" | "cpuMicros"} */ part) =>
        median(rounds.map((loads) => loads[name]?.[part] ?? Number.NaN));
      return [
        measure.name,
        String(connections),
        name,
        Math.round(of("perSecond")),
        of("p50Ms").toFixed(1),
        of("p99Ms").toFixed(1),
        of("cpuMicros").toFixed(1),
      ];
    }),
  );
  const lines = table([
    ["measure", "connections", "who", "per second", "p50 ms", "p99 ms", "cpu us"],
    ...rows.map((row) => row.map(String)),
  ]);
  return `${lines}\n\n`;
}

/**
 * What was seen besides the figures that have a target.
 *
 * @param {readonly { readonly name: string, readonly seen?: Readonly<Record<string, unknown>> }[]} found
 */
export function showSeen(found) {
  return found
    .flatMap(({ name, seen }) => (seen === undefined ? [] : [`${name}: ${inspect(seen, shortly)}\n\n`]))
    .join("");
}

const shortly = { depth: 4, breakLength: 120, compact: 4, maxArrayLength: 20 };

/** @param {number} value */
function spelled(value) {
  if (!Number.isFinite(value)) return "no answer";
  if (value >= 1_000) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {readonly (readonly string[])[]} rows the first is the heading */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return lines.join("\n");
}
