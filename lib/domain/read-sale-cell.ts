import { currencyDecimals, type Money } from "./money";
import { saleBounds } from "./sale-rules";
import { instantsOf, utcOffsetAt, wallTimeAt } from "./wall-time";

// Cells as people and spreadsheets write them. An empty cell is undefined: then the usual value holds.

export type CellReading<Value> =
  | { readonly ok: true; readonly value: Value }
  /** What is wrong and what to write instead, to be read after the column's name. */
  | { readonly ok: false; readonly message: string };

const read = <Value>(value: Value): CellReading<Value> => ({ ok: true, value });
const refuse = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });

/** `79`, `79.00` or `79,00` in a currency that Intl knows. */
export function readMoneyCell(cell: string, currency: string): CellReading<Money> {
  const decimals = currencyDecimals(currency);
  const example = (79).toFixed(decimals);
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(cell);
  if (match === null) return refuse(`must be an amount such as ${example}, with digits and nothing between thousands`);
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > decimals) {
    return refuse(`has ${fraction.length} decimals, but ${currency} has ${decimals}: write it as ${example}`);
  }
  const minor = Number(whole + fraction.padEnd(decimals, "0"));
  if (minor < 1) return refuse("must be more than 0");
  const most = saleBounds.priceMinorMax;
  return minor > most ? refuse(`must be at most ${most / 10 ** decimals}`) : read({ minor, currency });
}

/** A whole number of 0 and more. Spreadsheets write 10 as `10.0` now and then. */
export function readCountCell(cell: string): CellReading<number> {
  const match = /^(\d{1,9})(?:[.,]0+)?$/.exec(cell);
  return match === null ? refuse("must be a whole number") : read(Number(match[1]));
}

const yes: ReadonlySet<string> = new Set(["yes", "true", "1"]);
const no: ReadonlySet<string> = new Set(["no", "false", "0"]);

export function readYesCell(cell: string): CellReading<boolean> {
  const word = cell.toLowerCase();
  if (yes.has(word)) return read(true);
  return no.has(word) ? read(false) : refuse("must be yes or no");
}

/** Minutes as `10`, `1.5` or `1:30`, as seconds. */
export function readMinutesCell(cell: string): CellReading<number> {
  const clock = /^(\d{1,3}):([0-5]\d)(?::00)?$/.exec(cell);
  const minutes = /^\d{1,3}(?:[.,]\d{1,4})?$/.test(cell) ? Number(cell.replace(",", ".")) : Number.NaN;
  const seconds = clock === null ? Math.round(minutes * 60) : Number(clock[1]) * 60 + Number(clock[2]);
  const { paymentWindowSecondsMin: least, paymentWindowSecondsMax: most } = saleBounds;
  return seconds >= least && seconds <= most
    ? read(seconds)
    : refuse(`must be minutes from ${least / 60} to ${most / 60}, such as 10 or 1:30`);
}

/** `2026-12-01 10:00` on the clocks of the zone, or a time that says its offset: `…T10:00:00Z`, `…T10:00+01:00`. */
export function readTimeCell(cell: string, timeZone: string): CellReading<string> {
  if (/[T ]\d{1,2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/.test(cell)) return readExactTime(cell);
  const wall = cell.replace(/^(\d{4}-\d{2}-\d{2})[T ](\d:)/, "$1T0$2");
  const reading = instantsOf(wall, timeZone);
  switch (reading.word) {
    case "one":
      return read(reading.at);
    case "unreadable":
      return refuse(
        "must be a time such as 2026-12-01 10:00. A spreadsheet writes it otherwise unless the column is formatted as text",
      );
    case "none": {
      const choices = [reading.before, reading.after].map((at) => wallTimeAt(at, timeZone).replace("T", " "));
      return refuse(
        `${cell} does not exist in ${timeZone}: the clocks are put forward over it. Write ${choices.join(" or ")}`,
      );
    }
    case "two": {
      const choices = [reading.earlier, reading.later].map((at) => exactTime(at, timeZone));
      return refuse(
        `${cell} happens twice in ${timeZone}: the clocks are put back over it. ` +
          `Write ${choices.join(" for the first time or ")} for the second`,
      );
    }
  }
}

/** `2026-10-25T02:30+02:00` */
function exactTime(at: string, timeZone: string): string {
  return wallTimeAt(at, timeZone) + utcOffsetAt(at, timeZone);
}

function readExactTime(cell: string): CellReading<string> {
  const [, wall = "", offset = ""] = /^(.*?)(Z|[+-]\d{2}:\d{2})$/.exec(cell.replace(" ", "T")) ?? [];
  // As if the offset were none, to refuse what no calendar has; then moved by the offset.
  const reading = instantsOf(wall, "UTC");
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const offsetMinutes = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (reading.word !== "one" || Math.abs(offsetMinutes) > 14 * 60 || Number(minutes) > 59) {
    return refuse("must be a time such as 2026-12-01 10:00 or 2026-12-01T09:00:00Z");
  }
  return read(new Date(Date.parse(reading.at) - offsetMinutes * 60_000).toISOString());
}
