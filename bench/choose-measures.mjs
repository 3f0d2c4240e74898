import { ReadableError } from "../bin/services/processes.mjs";

/** @typedef {import("./http-measures.mjs").HttpMeasure} HttpMeasure */
/** @typedef {import("./behind/behind-measure").BehindMeasure} BehindMeasure */
/** @typedef {import("./contestants.mjs").Name} Name */

/**
 * What is measured, and what a quick run leaves out. Throws ReadableError when nothing has such a name.
 *
 * @param {readonly HttpMeasure[]} overHttp
 * @param {readonly BehindMeasure[]} behind
 * @param {{ only: string, quick: boolean }} options
 */
export function chooseMeasures(overHttp, behind, { only, quick }) {
  const isMeant = (/** @type {{ name: string }} */ { name }) => name.includes(only);
  const measures = overHttp.filter(isMeant);
  const meant = behind.filter(isMeant);
  if (measures.length + meant.length === 0) {
    const names = [...overHttp, ...behind].map(({ name }) => `"${name}"`);
    throw new ReadableError(`Nothing that is measured has "${only}" in its name. There are: ${names.join(", ")}.`);
  }
  const isLeft = (/** @type {BehindMeasure} */ { onlyInFull }) => quick && onlyInFull === true;
  return { measures, behind: meant.filter((one) => !isLeft(one)), left: meant.filter(isLeft) };
}

/**
 * Who must be started for these. The shop always: what lies behind its answers is asked of it.
 *
 * @param {readonly Pick<HttpMeasure, "contestants">[]} measures
 * @returns {readonly Name[]}
 */
export function whoTakesPart(measures) {
  return [...new Set([...measures.flatMap(({ contestants }) => contestants), /** @type {Name} */ ("shop")])];
}
