import { parseArgs } from "node:util";
import { ReadableError } from "../bin/services/processes.mjs";

export const usage = `npm run bench -- [--quick] [--check] [--only WORDS] [--minutes N]
  --quick     shorter runs, three to four minutes: for a look, not for figures to keep
  --check     exit with 1 when a target is missed
  --only      only measures whose name contains these words, for instance "page" or "whole sale"
  --minutes   how long the memory of a web process is watched; 2, the target is meant for 10`;

const minutesMax = 600;

/** @param {readonly string[]} args */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        only: { type: "string", default: "" },
        minutes: { type: "string", default: "2" },
        help: { type: "boolean", default: false },
      },
    });
    const minutes = Number(values.minutes);
    if (!(minutes >= 1 && minutes <= minutesMax)) throw new Error(`--minutes is a number from 1 to ${minutesMax}.`);
    return { ...values, minutes };
  } catch (error) {
    throw new ReadableError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
