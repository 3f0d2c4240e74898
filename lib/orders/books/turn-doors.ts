import type { ShopPool, TransactionClient } from "../../platform/postgres";
import { acceptedFirstMs, settledAfterMs, turnAheadMs, unseenMs } from "./door-times";
import type { DoorTurns, SaleDoor } from "./ports";

const readSql = `
SELECT s.id AS "saleId", coalesce(door.sells_from, 'gate') AS "sellsFrom", s.epoch,
  s.without_gate = 'books' AND s.status = 'published' AND s.ends_at > shop_now($1)
    AND s.starts_at <= shop_now($1) + ${turnAheadMs} * interval '1 millisecond' AS "mayTurn"
FROM sales s LEFT JOIN sale_doors door ON door.sale_id = s.id
WHERE s.status <> 'draft' AND s.ends_at > shop_now($1) - ${settledAfterMs} * interval '1 millisecond'
  AND (s.without_gate = 'books' OR door.sells_from <> 'gate')`;

/** Every sale that may be sold from the books, or still is. */
export async function readDoors(pool: Pick<ShopPool, "query">, clockSpec: string): Promise<readonly SaleDoor[]> {
  const { rows } = await pool.query<SaleDoor>({ name: "read_doors", text: readSql, values: [clockSpec] });
  return rows;
}

/**
 * Direct sales hold this lock together while they book, and who ends them takes it alone. An advisory lock queues:
 * bookings that overlap without end could keep a row's lock from whoever waits for it.
 */
const doorLock = "hashtextextended('zerohour:door:' || $1::int, 0)";

export async function shareDoor(client: TransactionClient, saleId: number): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock_shared(${doorLock})`, [saleId]);
}

async function takeDoor(client: TransactionClient, saleId: number): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${doorLock})`, [saleId]);
}

/** A sale that was never looked at counts as seen now, so that it cannot turn before it has been looked at for a while. */
const sightSql = `
INSERT INTO sale_doors (sale_id) VALUES ($1)
ON CONFLICT (sale_id) DO UPDATE SET gate_seen_at = now()
WHERE sale_doors.gate_seen_at < now() - interval '1 second'`;

const toBooksSql = `
UPDATE sale_doors door SET sells_from = 'books', books_at = now() FROM sales s
WHERE door.sale_id = $1 AND s.id = $1 AND door.sells_from = 'gate' AND s.epoch = $2
  AND s.without_gate = 'books' AND s.status = 'published' AND s.ends_at > shop_now($3)
  AND door.gate_seen_at <= now() - ${unseenMs} * interval '1 millisecond'`;

const endBooksSql = "UPDATE sale_doors SET sells_from = 'returning' WHERE sale_id = $1 AND sells_from = 'books'";

const fencedSql = `
SELECT 1 FROM sale_doors
WHERE sale_id = $1 AND books_at <= now() - ${acceptedFirstMs} * interval '1 millisecond'`;

const toGateSql = `
UPDATE sale_doors door SET sells_from = 'gate', gate_seen_at = now() FROM sales s
WHERE door.sale_id = $1 AND s.id = $1 AND door.sells_from = 'returning' AND s.epoch = $2`;

/** Every turn is a compare-and-set: any number of workers may try at once. */
export function createDoorTurns(pool: ShopPool): DoorTurns {
  return {
    async sight(saleId) {
      await pool.query(sightSql, [saleId]);
    },
    toBooks(door, clockSpec) {
      return pool.transaction(async (client) => {
        await takeDoor(client, door.saleId);
        const turned = await client.query(toBooksSql, [door.saleId, door.epoch, clockSpec]);
        if (turned.rowCount === 0) return false;
        await client.query("UPDATE sales SET epoch = epoch + 1 WHERE id = $1", [door.saleId]);
        return true;
      });
    },
    endBooks(saleId) {
      return pool.transaction(async (client) => {
        await takeDoor(client, saleId);
        return (await client.query(endBooksSql, [saleId])).rowCount === 1;
      });
    },
    async isFenced(saleId) {
      return (await pool.query(fencedSql, [saleId])).rowCount === 1;
    },
    async toGate(saleId, epoch) {
      return (await pool.query(toGateSql, [saleId, epoch])).rowCount === 1;
    },
  };
}
