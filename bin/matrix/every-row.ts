import { booksRows } from "./books-rows";
import { clockRows } from "./clock-rows";
import type { FaultRow } from "./fault-row";
import { networkRows } from "./network-rows";
import { postgresRows } from "./postgres-rows";
import { redisRows } from "./redis-rows";

/** Promises are not kept in these, or not at once; they are played by command until they are. */
export const notKeptYet: readonly string[] = ["redis-clock-behind"];

/** Every fault of servers, network and clocks, in the order in which they are told. */
export const everyRow: readonly FaultRow[] = [
  ...redisRows,
  ...booksRows,
  ...postgresRows,
  ...networkRows,
  ...clockRows,
];

/** What every test run plays. */
export const rowsOfTests: readonly FaultRow[] = everyRow.filter(
  ({ name, played }) => played === "always" && !notKeptYet.includes(name),
);
