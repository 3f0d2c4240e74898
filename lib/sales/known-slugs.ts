import type { Pool } from "pg";
import type { SaleBoard } from "./ports";

/** Whether a sale with a page has this slug. Rejects when nobody can tell, because PostgreSQL is away. */
export type IsKnownSlug = (slug: string) => boolean | Promise<boolean>;

/** Sales leave the board by a new revision of it; this is for what changes without one. */
const archiveAgeMaxMs = 60_000;

interface Archive {
  readonly slugs: ReadonlySet<string>;
  readonly revision: string;
  readonly readAtMs: number;
}

/**
 * Knows the board's sales at once, and the names of older ones from one query that serves every question until the
 * board changes. So made-up addresses, however many, cost PostgreSQL nothing. While it is away, the names
 * known before still count.
 */
export function createKnownSlugs(parts: {
  readonly pool: Pool;
  readonly board: Pick<SaleBoard, "bySlug" | "revision">;
  readonly realNowMs: () => number;
}): IsKnownSlug {
  const { pool, board, realNowMs } = parts;
  let archive: Archive | null = null;
  let reading: Promise<Archive> | null = null;

  async function read(revision: string): Promise<Archive> {
    const { rows } = await pool.query<{ slug: string }>("SELECT slug FROM sales WHERE status <> 'draft'");
    return { slugs: new Set(rows.map((row) => row.slug)), revision, readAtMs: realNowMs() };
  }

  async function refresh(): Promise<Archive> {
    reading ??= read(board.revision());
    try {
      archive = await reading;
      return archive;
    } catch (error) {
      if (archive === null) throw error;
      // Ask again only after a while: a crowd at a wrong address must not hammer on a server in trouble.
      archive = { ...archive, revision: board.revision(), readAtMs: realNowMs() };
      return archive;
    } finally {
      reading = null;
    }
  }

  return (slug) => {
    if (board.bySlug(slug) !== undefined) return true;
    const fresh =
      archive !== null && archive.revision === board.revision() && realNowMs() - archive.readAtMs < archiveAgeMaxMs;
    if (fresh && archive !== null) return archive.slugs.has(slug);
    return refresh().then((renewed) => renewed.slugs.has(slug));
  };
}
