import { availableParallelism, loadavg } from "node:os";
import { cellsOf, heardOf } from "../matrix/describe-outcome";
import type { Played } from "../matrix/play-rows";

const introduction = `# Resiliency matrix

What a shopper sees when a server, the network or a clock fails in the middle of a sale, and how long it takes until all is well
again. \`npm run gameday -- --write\` plays every row on real processes and writes this page; nothing here is written by hand.
How it is played, and what each figure means: [play a game day](how-to/play-a-game-day.md).`;

const legend = `**Refused** is the slowest answer to a buy that was no acceptance, while it was broken. **Buying** and **orders** are the times
until a buy was accepted and until somebody heard of an order, from the moment the fault began to be mended (the start of a killed
server included). **Agree** is when every check of the audit was well again. **Kept** means: nothing was sold twice or lost, everybody
got a last word, nobody was told “sold out” while there were units, and no answer was an error or took longer than five seconds.`;

/** The page, from what was played. */
export function writeMatrix(played: readonly Played[], tookMs: number): string {
  const components = [...new Set(played.map(({ row }) => row.component))];
  const measured = played.filter(({ word }) => word === "played").length;
  const minutes = Math.max(1, Math.round(tookMs / 60_000));
  const machine = `Measured on ${availableParallelism()} cores whose load was ${(loadavg()[1] ?? 0).toFixed(0)} in the end, with Node ${process.versions.node}: ${measured} of ${played.length} rows in ${minutes} min.`;
  const parts = components.map((component) =>
    tableOf(
      component,
      played.filter(({ row }) => row.component === component),
    ),
  );
  return `${[introduction, legend, machine, ...parts].join("\n\n")}\n`;
}

function tableOf(component: string, played: readonly Played[]): string {
  const name = component.charAt(0).toUpperCase() + component.slice(1);
  const head = [
    "| | what happens | what a shopper sees | buying heard meanwhile | refused | buying | orders | agree | |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ];
  const lines = played.map((each) => {
    const { row } = each;
    const cells = cellsOf(each);
    const heard = each.word === "played" ? heardOf(each.outcome) : "-";
    const told = [row.row, row.breaks, row.sees, heard, cells.slowestRefusal, cells.buyingAgain, cells.ordersAgain];
    return `| ${[...told, cells.wellAgain, shorten(cells.verdict)].map(escapeCell).join(" | ")} |`;
  });
  return [`## ${name}`, "", ...head, ...lines].join("\n");
}

const findingsTold = 2;

/** A row that is not kept may break the same promise to many: some say enough. */
function shorten(verdict: string): string {
  const findings = verdict.split("; ");
  if (findings.length <= findingsTold + 1) return verdict;
  return `${findings.slice(0, findingsTold).join("; ")}; and ${findings.length - findingsTold} more`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
