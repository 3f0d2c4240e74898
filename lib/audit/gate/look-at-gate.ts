import type { RedisClient } from "../../platform/redis";
import type { AuditedSale, Finding, GateCheck, GateParts } from "../ports";

/** Looks at one gate by one check; tells why where that cannot be. */
export type GateLook = (check: GateCheck, sale: AuditedSale) => Promise<Finding>;

/**
 * For one audit. A gate is not looked at while its Redis does not answer, nor while its sale is sold from the books, when
 * it knows nothing of what is sold. Once Redis was found away in this audit it is not asked again.
 */
export function createGateLook(parts: GateParts): GateLook {
  let away: Promise<string | null> | null = null;

  return async (check, sale) => {
    away ??= whyAway(parts.redis);
    const reason = (await away) ?? (await whyShut(parts, sale));
    if (reason !== null) return notChecked(reason);
    try {
      const finding = await check.look(parts, sale);
      const turned = finding.found === 0 ? null : await whyShut(parts, sale);
      return turned === null ? finding : notChecked(turned);
    } catch (error) {
      away = whyAway(parts.redis);
      const silent = await away;
      if (silent === null) throw error;
      return notChecked(silent);
    }
  };
}

function notChecked(reason: string): Finding {
  return { breaches: [], found: 0, checked: 0, notChecked: reason };
}

async function whyAway(redis: RedisClient): Promise<string | null> {
  try {
    await redis.ping();
    return null;
  } catch (error) {
    // What the server itself says, such as LOADING; that a client has no connection says no more than this.
    const told = error instanceof Error && error.name === "ReplyError" ? ` (${error.message})` : "";
    return `Redis${placeOf(redis)} does not answer${told}`;
  }
}

/** For whoever has to look after it. A cluster, and what Sentinel watches, has no one address. */
function placeOf({ options }: RedisClient): string {
  if (!("host" in options)) return " (a cluster)";
  return options.sentinels == null ? ` at ${options.host}:${options.port}` : ` (${options.name} of its Sentinels)`;
}

/** The worker tends a gate, and brings back its door, up to an hour after the end. */
const shutSql = `
SELECT door.sells_from AS "sellsFrom" FROM sale_doors door JOIN sales s ON s.id = door.sale_id
WHERE s.id = $1 AND door.sells_from <> 'gate' AND s.ends_at > shop_now($2) - interval '55 minutes'`;

async function whyShut({ pool, clockSpec }: GateParts, { id, slug }: AuditedSale): Promise<string | null> {
  const { rows } = await pool.query<{ sellsFrom: string }>(shutSql, [id, clockSpec]);
  if (rows[0] === undefined) return null;
  return rows[0].sellsFrom === "books"
    ? `${slug} is sold from the books, its gate is not asked`
    : `${slug} waits for its gate to be rebuilt`;
}
