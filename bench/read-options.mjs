import { parseArgs } from "node:util";
import { ReadableError } from "../bin/services/processes.mjs";

export const usage = `npm run bench -- [--quick] [--check] [--only WORDS]
  --quick   shorter runs, under three minutes: for a look, not for figures to keep
  --check   exit with 1 when a target is missed
  --only    only measures over HTTP whose name contains these words, for instance "page"`;

/** @param {readonly string[]} args */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        only: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new ReadableError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
