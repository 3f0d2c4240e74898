import { createHash } from "node:crypto";

/** What an entry's hash covers, beside the hash before it. */
export interface HashedEntry {
  readonly at: string;
  readonly actorId: string;
  readonly verb: string;
  readonly object: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string;
  readonly ipAddress: string | null;
  /** The API key's name; left out where there was none, and from entries older than keys. */
  readonly actorKey?: string | undefined;
}

/** What the first entry follows. */
export const chainStart = "0".repeat(64);

/** sha256 over the hash before and the entry as canonical JSON, in hexadecimal. */
export function hashEntry(prevHash: string, entry: HashedEntry): string {
  const { at, actorId, verb, object, before, after, requestId, ipAddress, actorKey } = entry;
  const text = canonicalJson({ at, actorId, verb, object, before, after, requestId, ipAddress, actorKey });
  return createHash("sha256").update(prevHash).update(text).digest("hex");
}

/**
 * JSON with the keys of every object in the order of their characters, so that the same value has one text whatever
 * order PostgreSQL keeps its keys in. Fields that are undefined are left out, as in JSON.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}
