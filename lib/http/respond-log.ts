import type { AdminLogAnswer, AdminLogEntry } from "../domain";
import { type Answer, jsonAnswer } from "./message";

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
