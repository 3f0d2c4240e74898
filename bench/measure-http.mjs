import { ReadableError } from "../bin/services/processes.mjs";
import { readCpu } from "./read-cpu.mjs";

/** How many connections ask at once. */
export const shapes = [64, 256];

/** On a machine with much else to do a server may fail to answer; then it is asked again, so often at most. */
const triesMax = 3;
/** Under many connections `next start` gives its first answers after a second or two. */
const slowSeconds = 3;

/** @typedef {import("./contestants.mjs").Name} Name */
/** @typedef {import("./load-generator.mjs").Load & { readonly cpuMicros: number }} MeasuredLoad cpuMicros per answer */

/**
 * @typedef {object} Parts
 * @property {import("./http-measures.mjs").Stage} stage
 * @property {{ ports: Record<Name, number>, pids: Record<Name, number> }} contestants
 * @property {import("./load-generator.mjs").LoadGenerator} generator
 */

/**
 * @typedef {object} Outcome
 * @property {import("./http-measures.mjs").HttpMeasure} measure
 * @property {number} connections
 * @property {readonly Record<string, MeasuredLoad>[]} rounds
 */

/**
 * Runs every measure `rounds` times with every shape. The contestants of a measure follow one another closely, each
 * round in another order, so that whatever else the machine does meets all of them alike.
 *
 * @param {Parts & { measures: readonly import("./http-measures.mjs").HttpMeasure[],
 *   length: { rounds: number, seconds: number }, log: (line: string) => void }} parts
 * @returns {Promise<readonly Outcome[]>}
 */
export async function measureHttp(parts) {
  const { measures, length, log } = parts;
  // What compiles itself on the way is warm before anything counts.
  for (const measure of measures.filter(({ warmsUp = false }) => warmsUp)) {
    for (const contestant of measure.contestants) await takeTurn(parts, measure, contestant, 64, 1);
  }
  const outcomes = /** @type {Outcome[]} */ ([]);
  for (const measure of measures) {
    for (const connections of shapes) {
      log(`  ${measure.name}, ${connections} connections`);
      const rounds = [];
      for (let round = 0; round < length.rounds; round += 1) {
        const loads = /** @type {Record<string, MeasuredLoad>} */ ({});
        for (const contestant of rotated(measure.contestants, round)) {
          loads[contestant] = await takeTurn(parts, measure, contestant, connections, length.seconds);
        }
        rounds.push(loads);
      }
      outcomes.push({ measure, connections, rounds });
    }
  }
  return outcomes;
}

/**
 * The shop alone, warmed up; and between which moments of the machine's steady clock that was, in microseconds.
 *
 * @param {Parts & { measure: import("./http-measures.mjs").HttpMeasure, seconds: number }} parts
 */
export async function measureShop(parts) {
  await takeTurn(parts, parts.measure, "shop", 64, 2);
  const fromMicros = steadyMicros();
  const load = await takeTurn(parts, parts.measure, "shop", 64, parts.seconds);
  return { load, fromMicros, untilMicros: steadyMicros() };
}

const steadyMicros = () => Number(process.hrtime.bigint() / 1_000n);

/**
 * @param {Parts} parts
 * @param {import("./http-measures.mjs").HttpMeasure} measure
 * @param {Name} contestant
 * @param {number} connections
 * @param {number} seconds
 * @returns {Promise<MeasuredLoad>}
 */
async function takeTurn(parts, measure, contestant, connections, seconds) {
  for (let tries = 1; ; tries += 1) {
    const { load, expected } = await sendLoad(parts, measure, contestant, connections, seconds);
    const refused = expected === "refused" ? load.requests : 0;
    if (load.refused === refused) return load;
    // A measure of the wrong answer would be worse than none.
    if (tries === triesMax) {
      throw new ReadableError(
        `${measure.name}: ${contestant} refused ${load.refused} of ${load.requests} requests instead of ${refused}.`,
      );
    }
  }
}

/**
 * @param {Parts} parts
 * @param {import("./http-measures.mjs").HttpMeasure} measure
 * @param {Name} contestant
 * @param {number} connections
 * @param {number} seconds
 * @returns {Promise<{ load: MeasuredLoad, expected: "served" | "refused" }>}
 */
async function sendLoad({ stage, contestants, generator }, measure, contestant, connections, seconds) {
  const lasting = contestant === "next" ? Math.max(seconds, slowSeconds) : seconds;
  const port = contestants.ports[contestant];
  const pid = contestants.pids[contestant];
  const { requests, expected, onlyOnce, after } = await measure.prepare(stage, contestant, lasting);
  try {
    const before = readCpu(pid);
    const load = await generator.run({ port, connections, seconds: lasting, requests });
    const cpuMicros = (readCpu(pid) - before) / load.requests;
    if (onlyOnce === true && load.requests > requests.count) {
      throw new ReadableError(`${measure.name}: ${contestant} was faster than there were different requests for it.`);
    }
    return { load: { ...load, cpuMicros }, expected };
  } finally {
    await after?.();
  }
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} by
 */
function rotated(list, by) {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}
