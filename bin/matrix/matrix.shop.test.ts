import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Equipment } from "../chaos/open-shop";
import { cellsOf, heardOf } from "./describe-outcome";
import { rowsOfTests as rows } from "./every-row";
import { type Played, playRows } from "./play-rows";

// Rows of the failure matrix on real processes. Most of a row is waiting, so several shops play side by side; each test
// waits for its row.

const shops: readonly Equipment[] = [{ secondWeb: true }, {}, { smallDisk: true, shiftedClocks: true }];

const told = new Map<string, (played: Played) => void>();
const awaited = new Map(
  rows.map(({ name }) => [name, new Promise<Played>((resolve) => told.set(name, resolve))] as const),
);
const ending = new AbortController();
let playing: Promise<unknown>;

beforeAll(() => {
  playing = playRows(rows, shops, {
    onPlayed: (played) => told.get(played.row.name)?.(played),
    signal: ending.signal,
  });
  // A shop that cannot be opened fails the tests by their time; its reason is told at the end.
  playing.catch(() => undefined);
});

afterAll(async () => {
  ending.abort();
  await playing;
}, 60_000);

describe("a sale in which a server, the network or a clock fails", () => {
  it.each(rows.map(({ name, breaks }) => [name, breaks] as const))(
    "keeps every promise: %s",
    { timeout: 600_000 },
    async (name) => {
      const played = await Promise.race([awaited.get(name), playing.then(() => awaited.get(name))]);
      if (played === undefined || played.word === "left_out") {
        process.stdout.write(`\n  NOT PLAYED HERE: ${name}: ${played?.reason}\n`);
        return;
      }
      const { outcome } = played;
      const { slowestRefusal, buyingAgain, ordersAgain, wellAgain } = cellsOf(played);
      process.stdout.write(
        `  ${name}: refused within ${slowestRefusal}, buying after ${buyingAgain}, orders ${ordersAgain}, agree ${wellAgain}\n`,
      );
      expect(outcome.violations, heardOf(outcome)).toEqual([]);
      expect(outcome.accepted).toBeGreaterThan(0);
    },
  );
});
