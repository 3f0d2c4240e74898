import { makeLine } from "./judge.mjs";

/** @typedef {import("./behind/behind-measure").BehindMeasure} BehindMeasure */
/** @typedef {import("./behind/behind-measure").BehindStage} BehindStage */

/**
 * One after the other. One that fails is told, counts as missed and leaves the others their turn: a long run is too dear
 * to be lost by its last part.
 *
 * @param {readonly BehindMeasure[]} measures
 * @param {BehindStage} stage
 */
export async function measureBehind(measures, stage) {
  const found = /** @type {(import("./behind/behind-measure").BehindOutcome & { readonly name: string })[]} */ ([]);
  for (const measure of measures) {
    stage.log(`  ${measure.name}`);
    try {
      found.push({ name: measure.name, ...(await measure.run(stage)) });
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      stage.log(`${measure.name} failed: ${why}`);
      const nothing = { connections: null, against: "", values: [Number.NaN], atLeast: 0 };
      found.push({ name: measure.name, lines: [makeLine({ ...nothing, what: measure.name })], seen: { failed: why } });
    }
  }
  return found;
}
