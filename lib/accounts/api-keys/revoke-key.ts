import type { LogActor } from "../../log/ports";
import type { KeyParts } from "./make-key";
import type { RevokeOutcome } from "./ports";

interface KeyRow {
  readonly name: string;
  readonly prefix: string;
  readonly revokedAt: Date | null;
}

/** See ApiKeys in ports. The next request with the key is refused, on every process. */
export function revokeKey(parts: KeyParts, id: number, actor: LogActor): Promise<RevokeOutcome> {
  return parts.pool.transaction(async (client): Promise<RevokeOutcome> => {
    const found = await client.query<KeyRow>(
      'SELECT name, prefix, revoked_at AS "revokedAt" FROM api_keys WHERE id = $1 FOR UPDATE',
      [id],
    );
    const key = found.rows[0];
    if (key === undefined) return { word: "not_found" };
    if (key.revokedAt !== null) return { word: "revoked" };
    const { rows } = await client.query<{ revokedAt: Date }>(
      'UPDATE api_keys SET revoked_at = now() WHERE id = $1 RETURNING revoked_at AS "revokedAt"',
      [id],
    );
    const { name, prefix } = key;
    await parts.recordChange(client, {
      actor,
      verb: "revoke",
      object: `api_key:${id}`,
      before: { revokedAt: null },
      after: { name, prefix, revokedAt: rows[0]?.revokedAt.toISOString() },
    });
    return { word: "revoked" };
  });
}
