import { createPool, type ShopPool } from "../../lib/platform/postgres";
import { type Equipment, type FragileShop, openFragileShop } from "../chaos/open-shop";
import { ReadableError } from "../services/processes.mjs";
import { everyRow } from "./every-row";
import type { FaultRow } from "./fault-row";
import { canFillDisks, canShiftClocks } from "./find-abilities";
import { playRow, type RowOutcome } from "./play-row";

export type Played =
  | { readonly word: "played"; readonly row: FaultRow; readonly outcome: RowOutcome }
  /** It could not be played here. */
  | { readonly word: "left_out"; readonly row: FaultRow; readonly reason: string };

export interface Watching {
  readonly onOpening?: (equipment: Equipment) => void;
  readonly onRow?: (row: FaultRow) => void;
  /** The sale is on, and the fault begins. */
  readonly onBreak?: (row: FaultRow) => void;
  readonly onPlayed?: (played: Played) => void;
  /** Ends everything at once, also in the middle of a row. */
  readonly signal?: AbortSignal;
}

/**
 * Plays rows on shops side by side, each of which takes what it is equipped for and then whatever is left. Where a shop
 * cannot be equipped, the rows that need it are left out and told.
 */
export async function playRows(
  rows: readonly FaultRow[],
  shops: readonly Equipment[],
  watching: Watching = {},
): Promise<readonly Played[]> {
  const waiting = [...rows];
  const all: Played[] = [];
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, ...(watching.signal === undefined ? [] : [watching.signal])]);
  function tell(played: Played): void {
    all.push(played);
    watching.onPlayed?.(played);
  }

  function take(equipment: Equipment): FaultRow | undefined {
    const special = waiting.findIndex(({ needs }) => needs !== undefined && equipment[needs] === true);
    const at = special === -1 ? waiting.findIndex(({ needs }) => needs === undefined) : special;
    return at === -1 ? undefined : waiting.splice(at, 1)[0];
  }

  async function work(wished: Equipment): Promise<void> {
    const equipment = await findEquipment(wished, (needs, reason) => {
      for (const row of [...waiting]) {
        if (row.needs !== needs) continue;
        waiting.splice(waiting.indexOf(row), 1);
        tell({ word: "left_out", row, reason });
      }
    });
    let row = take(equipment);
    if (row === undefined) return;
    watching.onOpening?.(equipment);
    const shop = await openFragileShop(equipment);
    const pool = createPool({ url: shop.databaseUrl, max: 2, applicationName: "zerohour-matrix" });
    try {
      for (; row !== undefined; row = take(equipment)) {
        const playing = playOne(shop, pool, row, watching);
        tell({ word: "played", row, outcome: await endingWith(signal, playing) });
      }
    } finally {
      await pool.end();
      await shop.close();
    }
  }

  // When one shop cannot go on, the others are taken down before anybody hears of it.
  const ends = await Promise.allSettled(
    shops.map((wished) =>
      work(wished).catch((error: unknown) => {
        ending.abort(error);
        throw error;
      }),
    ),
  );
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw ending.signal.reason;
  return all;
}

/** The work itself is left where it is: what it works on is taken away next. */
async function endingWith<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  const ended = new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
  return Promise.race([work, ended]);
}

async function playOne(
  shop: FragileShop,
  pool: ShopPool,
  row: FaultRow,
  { onRow, onBreak }: Watching,
): Promise<RowOutcome> {
  onRow?.(row);
  try {
    return await playRow(shop, pool, row, everyRow.indexOf(row), () => onBreak?.(row));
  } catch (error) {
    throw new Error(`${row.name} could not be played; the shop's programs said:\n${await shop.log()}`, {
      cause: error,
    });
  }
}

/** Everything a shop may have; the second web process is to be had everywhere. */
async function findEquipment(
  wished: Equipment,
  onMissing: (needs: keyof Equipment, reason: string) => void,
): Promise<Equipment> {
  const found = { ...wished };
  for (const [needs, look] of [
    ["smallDisk", canFillDisks],
    ["shiftedClocks", canShiftClocks],
  ] as const) {
    if (wished[needs] !== true) continue;
    try {
      await look();
    } catch (error) {
      if (!(error instanceof ReadableError)) throw error;
      found[needs] = false;
      onMissing(needs, error.message);
    }
  }
  return found;
}
