import { createCommandLine, flag, text } from "../bin/services/command-line.mjs";

const { read, readNumber } = createCommandLine(`npm run bench -- [--quick] [--check] [--only WORDS] [--minutes N]
  --quick     shorter runs, three to four minutes: for a look, not for figures to keep
  --check     exit with 1 when a target is missed
  --only      only measures whose name contains these words, for instance "page" or "whole sale"
  --minutes   how long the memory of a web process is watched; 2, the target is meant for 10`);

const minutesMax = 600;

/** @param {readonly string[]} args */
export function readOptions(args) {
  const given = read(args, { quick: flag, check: flag, only: text, minutes: text });
  const { quick = false, check = false, only = "" } = given;
  return { quick, check, only, minutes: readNumber("--minutes", given.minutes ?? "2", 1, minutesMax) };
}
