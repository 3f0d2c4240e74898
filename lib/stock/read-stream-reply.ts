import type { RawEntry } from "./decode-intent";

/** XREADGROUP's reply; null when nothing came in time. Throws when it has another shape. */
export function readStreams(
  reply: unknown,
): readonly { readonly key: string; readonly entries: readonly RawEntry[] }[] {
  if (reply === null) return [];
  return listOf(reply).map((stream) => {
    const [key, entries] = listOf(stream);
    if (typeof key !== "string") throw unexpected(reply);
    return { key, entries: readEntries(entries) };
  });
}

/** A list of `[id, [field, value, ...]]`; a deleted entry has null instead of fields. */
export function readEntries(reply: unknown): readonly RawEntry[] {
  return listOf(reply).map((entry) => {
    const [entryId, fields] = listOf(entry);
    if (typeof entryId !== "string") throw unexpected(reply);
    return { entryId, fields: fields === null ? [] : listOf(fields).map(String) };
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unexpected(value);
}

function unexpected(value: unknown): Error {
  return new Error(`not the shape of a stream's reply: ${JSON.stringify(value)}`);
}
