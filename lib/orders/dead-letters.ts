import type { Pool } from "pg";

/** An entry of a sale's stream that could not be read. */
export interface UnreadableEntry {
  readonly entryId: string;
  readonly fields: readonly string[];
  readonly error: string;
}

/** Keeps entries nobody can process, once each, for a person to look at. */
export async function keepDeadLetters(pool: Pool, saleId: number, entries: readonly UnreadableEntry[]): Promise<void> {
  await pool.query(
    `INSERT INTO dead_letters (source, entry_id, payload, error)
     SELECT $1, entry_id, payload, error
     FROM unnest($2::text[], $3::jsonb[], $4::text[]) AS entry (entry_id, payload, error)
     ON CONFLICT (source, entry_id) DO NOTHING`,
    [
      `intents:${saleId}`,
      entries.map((entry) => entry.entryId),
      entries.map((entry) => JSON.stringify(entry.fields.map(storable))),
      entries.map((entry) => storable(entry.error)),
    ],
  );
}

/** PostgreSQL takes any text but one with a NUL in it. */
function storable(text: string): string {
  return text.replaceAll("\0", "\\0");
}
