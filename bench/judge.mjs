/**
 * @typedef {object} Line one comparison with its target
 * @property {string} what
 * @property {number | null} connections
 * @property {string} against
 * @property {number} value
 * @property {string} unit empty for a ratio
 * @property {string} target
 * @property {boolean} met
 * @property {readonly number[]} rounds the value of each
 */

/**
 * The median over the rounds of what was compared within each.
 *
 * @param {readonly import("./measure-http.mjs").Outcome[]} outcomes
 * @returns {readonly Line[]}
 */
export function judgeHttp(outcomes) {
  return outcomes.flatMap(({ measure, connections, rounds }) =>
    measure.judgements
      .filter((judgement) => judgement.connections === undefined || judgement.connections === connections)
      .map((judgement) => {
        const values = rounds.map((loads) => judgement.value(/** @type {any} */ (loads)));
        const { what, against, unit = "", atLeast, atMost } = judgement;
        return makeLine({ what, against, connections, unit, values, atLeast, atMost });
      }),
  );
}

/**
 * @param {{ what: string, against: string, connections: number | null, unit?: string, values: readonly number[],
 *   atLeast?: number | undefined, atMost?: number | undefined }} facts
 * @returns {Line}
 */
export function makeLine({ what, against, connections, unit = "", values, atLeast, atMost }) {
  const value = median(values);
  // Who answered nothing has lost no comparison: it was not measured, and that meets no target.
  const met =
    Number.isFinite(value) && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
  const target = atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`;
  return { what, against, connections, value, unit, target, met, rounds: values };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
