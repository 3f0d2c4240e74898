import { writeFile } from "node:fs/promises";
import type { Equipment } from "../chaos/open-shop";
import { cellsOf, findingsOf, heardOf } from "../matrix/describe-outcome";
import { everyRow } from "../matrix/every-row";
import type { FaultRow } from "../matrix/fault-row";
import { type Played, playRows, type Watching } from "../matrix/play-rows";
import { listenForEnd } from "../services/ending.mjs";
import { ReadableError } from "../services/processes.mjs";
import { projectPath } from "../services/project.mjs";
import { say, spelledDuration } from "../services/say.mjs";
import type { GamedayOptions } from "./read-options.mjs";
import { writeMatrix } from "./write-matrix";

export const matrixPage = "docs/resiliency-matrix.md";

/** Everything, so that each row can be played on the one shop. */
const equipment: Equipment = { secondWeb: true, smallDisk: true, shiftedClocks: true };

/** Resolves with the exit code: 0 when every row was kept that could be played here. */
export async function runGameday(options: GamedayOptions): Promise<number> {
  const rows = chooseRows(options.rows);
  if (options.list) {
    for (const { row, name, breaks } of rows) say(`${row}  ${name.padEnd(34)} ${breaks}`);
    return 0;
  }
  const startedMs = performance.now();
  const stop = new AbortController();
  const ending = listenForEnd(() => undefined);
  void ending.asked.then(() => stop.abort());
  try {
    const watching = { ...(options.json ? {} : tellAll(rows.length)), signal: stop.signal };
    const played = sortLikeRows(await playRows(rows, [equipment], watching));
    const tookMs = performance.now() - startedMs;
    if (options.json) say(JSON.stringify(played));
    else printMatrix(played, tookMs);
    if (options.write) await writeFile(projectPath(matrixPage), writeMatrix(played, tookMs));
    return played.some((each) => each.word === "played" && findingsOf(each.outcome).length > 0) ? 1 : 0;
  } catch (error) {
    if (stop.signal.aborted) throw new ReadableError("Stopped: the day is not over. Nothing was left behind.");
    throw error;
  } finally {
    ending.forget();
  }
}

function chooseRows(names: readonly string[]): readonly FaultRow[] {
  const unknown = names.find((name) => !everyRow.some((row) => row.name.startsWith(name)));
  if (unknown !== undefined) throw new ReadableError(`There is no row ${unknown}; --list tells them all.`);
  return names.length === 0 ? everyRow : everyRow.filter((row) => names.some((name) => row.name.startsWith(name)));
}

function tellAll(count: number): Watching {
  let number = 0;
  return {
    onOpening: () => say("Opening a shop of its own: PostgreSQL, Redis, two web processes and a worker.\n"),
    onRow(row) {
      number += 1;
      say(`${number} of ${count}  ${row.row}  ${row.name}`);
      say("    a sale begins in two seconds");
    },
    onBreak(row) {
      say(`    ${row.breaks}`);
      say(`    The shopper: ${row.sees}`);
    },
    onPlayed(played) {
      if (played.word === "left_out") return say(`NOT PLAYED  ${played.row.name}: ${played.reason}\n`);
      const { outcome } = played;
      const cells = cellsOf(played);
      say(`    heard meanwhile: ${heardOf(outcome)}; slowest refusal: ${cells.slowestRefusal}`);
      say(
        `    buying again after ${cells.buyingAgain}, orders after ${cells.ordersAgain}, all agree after ${cells.wellAgain}`,
      );
      for (const finding of findingsOf(outcome)) say(`    BROKEN: ${finding}`);
      say("");
    },
  };
}

/** Rows are played in the order that suits the shop. */
function sortLikeRows(played: readonly Played[]): readonly Played[] {
  return [...played].sort((left, right) => everyRow.indexOf(left.row) - everyRow.indexOf(right.row));
}

function printMatrix(played: readonly Played[], tookMs: number): void {
  const width = Math.max(...played.map(({ row }) => row.name.length));
  say(`${"".padEnd(width + 4)}  ${["refused", "buying", "orders", "agree"].map((word) => word.padEnd(14)).join("")}`);
  for (const each of played) {
    const cells = cellsOf(each);
    const figures = [cells.slowestRefusal, cells.buyingAgain, cells.ordersAgain, cells.wellAgain];
    say(
      `${each.row.row}  ${each.row.name.padEnd(width)}  ${figures.map((cell) => cell.padEnd(14)).join("")}${cells.verdict}`,
    );
  }
  const kept = played.filter((each) => each.word === "played" && findingsOf(each.outcome).length === 0).length;
  const leftOut = played.filter(({ word }) => word === "left_out").length;
  say(`\n${kept} of ${played.length} rows kept, ${leftOut} not played here, in ${spelledDuration(tookMs)}.`);
}
