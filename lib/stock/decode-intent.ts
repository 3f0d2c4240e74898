import { saleIdOfAttempt } from "../domain";
import { parseAttemptRecord } from "./attempt-record";
import type { BrokenEntry, Intent, IntentEntry } from "./gate";

export interface RawEntry {
  readonly entryId: string;
  /** Field, value, field, value. */
  readonly fields: readonly string[];
}

/** Sorts what came from a stream into intents and entries nobody can read. Never throws for what an entry says. */
export function sortEntries(
  saleId: number,
  raw: readonly RawEntry[],
): { entries: readonly IntentEntry[]; broken: readonly BrokenEntry[] } {
  const entries: IntentEntry[] = [];
  const broken: BrokenEntry[] = [];
  for (const { entryId, fields } of raw) {
    const result = decodeIntent(saleId, fields);
    if (typeof result === "string") broken.push({ entryId, fields, error: result });
    else entries.push({ entryId, intent: result });
  }
  return { entries, broken };
}

/** The intent, or why there is none. Fields it does not know are left alone: a newer build may write more of them. */
function decodeIntent(saleId: number, fields: readonly string[]): Intent | string {
  const named = nameFields(fields);
  const kind = named.get("kind");
  const attemptId = named.get("attempt") ?? "";
  if (saleIdOfAttempt(attemptId) !== saleId) return `"${attemptId}" is no attempt of sale ${saleId}`;
  const record = parseAttemptRecord(named.get("record") ?? "");
  if (record === null) return "the attempt's record is broken";
  const { accountId, itemId, quantity, slots, receivedAtMs } = record;
  const shared = { saleId, attemptId, accountId, itemId, quantity, slots, receivedAtMs };
  switch (kind) {
    case "reserve":
      return { kind, ...shared };
    case "join":
      return record.sequence === null ? "a join without its place" : { kind, ...shared, sequence: record.sequence };
    case "leave":
      if (record.state === "left") return { kind, ...shared, reason: "left" };
      return record.reason === null ? "a leave without its reason" : { kind, ...shared, reason: record.reason };
    default:
      return `an intent of an unknown kind: ${kind}`;
  }
}

function nameFields(fields: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (let position = 0; position + 1 < fields.length; position += 2) {
    named.set(fields[position] ?? "", fields[position + 1] ?? "");
  }
  return named;
}
