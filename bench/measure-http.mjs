import { ReadableError } from "../bin/services/processes.mjs";

/** How many connections ask at once. */
export const shapes = [64, 256];

/** Under many connections `next start` gives its first answers after a second or two. */
const slowSeconds = 3;

/**
 * Runs every measure `rounds` times with every shape. The contestants of a measure follow one another closely, each
 * round in another order, so that whatever else the machine does meets all of them alike.
 *
 * @param {object} parts
 * @param {readonly import("./http-measures.mjs").HttpMeasure[]} parts.measures
 * @param {import("./http-measures.mjs").Stage} parts.stage
 * @param {Record<import("./contestants.mjs").Name, number>} parts.ports
 * @param {import("./load-generator.mjs").LoadGenerator} parts.generator
 * @param {{ rounds: number, seconds: number }} parts.length
 * @param {(line: string) => void} parts.log
 * @returns {Promise<readonly Outcome[]>}
 */
export async function measureHttp({ measures, stage, ports, generator, length, log }) {
  for (const measure of measures) {
    for (const contestant of measure.contestants) await takeTurn(measure, contestant, 64, 1);
  }
  const outcomes = /** @type {Outcome[]} */ ([]);
  for (const measure of measures) {
    for (const connections of shapes) {
      log(`  ${measure.name}, ${connections} connections`);
      const rounds = [];
      for (let round = 0; round < length.rounds; round += 1) {
        const loads = /** @type {Record<string, import("./load-generator.mjs").Load>} */ ({});
        for (const contestant of rotated(measure.contestants, round)) {
          loads[contestant] = await takeTurn(measure, contestant, connections, length.seconds);
        }
        rounds.push(loads);
      }
      outcomes.push({ measure, connections, rounds });
    }
  }
  return outcomes;

  /**
   * @param {import("./http-measures.mjs").HttpMeasure} measure
   * @param {import("./contestants.mjs").Name} contestant
   * @param {number} connections
   * @param {number} seconds
   */
  async function takeTurn(measure, contestant, connections, seconds) {
    const lasting = contestant === "next" ? Math.max(seconds, slowSeconds) : seconds;
    const turn = await measure.prepare(stage, contestant, lasting);
    try {
      const { requests } = turn;
      const load = await generator.run({ port: ports[contestant], connections, seconds: lasting, requests });
      const refused = turn.expected === "refused" ? load.requests : 0;
      // A measure of the wrong answer would be worse than none.
      if (load.refused !== refused) {
        throw new ReadableError(
          `${measure.name}: ${contestant} refused ${load.refused} of ${load.requests} requests instead of ${refused}.`,
        );
      }
      if (turn.onlyOnce === true && load.requests > turn.requests.count) {
        throw new ReadableError(`${measure.name}: ${contestant} was faster than there were different requests for it.`);
      }
      return load;
    } finally {
      await turn.after?.();
    }
  }
}

/**
 * @typedef {object} Outcome
 * @property {import("./http-measures.mjs").HttpMeasure} measure
 * @property {number} connections
 * @property {readonly Record<string, import("./load-generator.mjs").Load>[]} rounds
 */

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} by
 */
function rotated(list, by) {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}
