import type { Pool } from "pg";

/** How the mails stand, for those who watch the shop. */
export interface MailBacklog {
  readonly waiting: number;
  readonly failed: number;
  /** How long the oldest one that was tried before waits; null when all go out at the first try. */
  readonly strugglingSinceMs: number | null;
  /** What the last failing try said; empty when none fails. */
  readonly error: string;
}

const backlogSql = `
SELECT (SELECT count(*)::int FROM mails WHERE state = 'waiting') AS waiting,
  (SELECT count(*)::int FROM mails WHERE state = 'failed') AS failed,
  (extract(epoch FROM struggling.created_at) * 1000)::float8 AS "strugglingSinceMs", coalesce(struggling.error, '') AS error
FROM (SELECT 1) one LEFT JOIN LATERAL (
  SELECT created_at, error FROM mails WHERE state = 'waiting' AND error <> '' ORDER BY created_at LIMIT 1) struggling ON true`;

export async function readMailBacklog(pool: Pool): Promise<MailBacklog> {
  const { rows } = await pool.query<MailBacklog>(backlogSql);
  return rows[0] ?? { waiting: 0, failed: 0, strugglingSinceMs: null, error: "" };
}
