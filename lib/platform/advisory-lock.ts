import type { Pool } from "pg";

/**
 * Runs `work` if nobody else in the database holds the lock of that name, else does nothing.
 * The lock saves double work; what must be right is guarded by the statements inside, since a paused holder
 * may wake up after its connection was lost and the lock given away.
 */
export async function withAdvisoryLock<T>(pool: Pool, name: string, work: () => Promise<T>): Promise<T | "taken"> {
  const client = await pool.connect();
  let broken = false;
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked",
      [name],
    );
    if (rows[0]?.locked !== true) return "taken";
    try {
      return await work();
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [name]).catch(() => {
        // A connection that cannot unlock must not go back to the pool with the lock still on it.
        broken = true;
      });
    }
  } finally {
    client.release(broken);
  }
}
