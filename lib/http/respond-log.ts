import type { AdminLogAnswer, AdminLogEntry, CsvValue, LogVerdictAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { respondCsv } from "./respond-csv";

export const logPageSize = 50;

/** A full page has a next one; its cursor is the last entry's id. */
export function respondLog(entries: readonly AdminLogEntry[]): Answer {
  const last = entries.at(-1);
  const body: AdminLogAnswer = {
    entries,
    next: entries.length < logPageSize || last === undefined ? null : last.id,
  };
  return jsonAnswer(200, body);
}

export function respondLogEntry(entry: AdminLogEntry | null): Answer {
  return entry === null ? noEntry() : jsonAnswer(200, entry);
}

function noEntry(): Answer {
  return problemAnswer("not_found", { detail: "There is no entry with this number in the log." });
}

/** A part of the chain as lib/log walks it. */
type PartVerdict =
  | { readonly word: "intact"; readonly entries: number; readonly lastHash: string; readonly last: string | null }
  | { readonly word: "broken"; readonly entries: number; readonly entryId: string; readonly reason: string };

export function respondLogVerdict(verdict: PartVerdict | null): Answer {
  if (verdict === null) return noEntry();
  const { entries } = verdict;
  const body: LogVerdictAnswer =
    verdict.word === "intact"
      ? { intact: true, entries, lastHash: verdict.lastHash, broken: null, next: verdict.last }
      : { intact: false, entries, lastHash: null, broken: { id: verdict.entryId, reason: verdict.reason }, next: null };
  return jsonAnswer(200, body);
}

const header = [
  "id",
  "at",
  "actor_id",
  "actor",
  "key",
  "verb",
  "object",
  "before",
  "after",
  "request_id",
  "address",
  "prev_hash",
  "hash",
];

/** Exactly the entries that fit, newest first. */
export function respondLogCsv(pages: AsyncIterable<readonly AdminLogEntry[]>, bom: boolean): Answer {
  return respondCsv({ name: "log", header, pages: rowsOf(pages), bom });
}

async function* rowsOf(
  pages: AsyncIterable<readonly AdminLogEntry[]>,
): AsyncGenerator<readonly (readonly CsvValue[])[]> {
  for await (const entries of pages) yield entries.map(rowOf);
}

function rowOf(entry: AdminLogEntry): readonly CsvValue[] {
  const side = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return [
    entry.id,
    entry.at,
    entry.actor.id,
    entry.actor.name,
    entry.actor.key,
    entry.verb,
    entry.object,
    side(entry.before),
    side(entry.after),
    entry.requestId,
    entry.address,
    entry.prevHash,
    entry.hash,
  ];
}
