import type { Pool } from "pg";
import type { RedisClient } from "./redis";

// Settings of the two servers under which the shop's promises do not hold. They are looked at before anything starts,
// and by the workers every minute, since a setting can be changed while a server runs.

/** What is wrong, as one line for the person who can mend it. */
export interface UnsafeSetting {
  readonly server: "redis" | "postgres";
  /** From a closed list, for the metrics. */
  readonly setting: string;
  readonly line: string;
  /** `unknown`: it could not be looked at, because the server does not let us. */
  readonly word: "unsafe" | "unknown";
}

export interface AcceptedRisks {
  /** Whoever says so knows that the data may be lost with the next crash. */
  readonly unsafeServers: boolean;
  /** Redis need not keep anything over a restart; then every restart loads all gates anew. */
  readonly redisWithoutFile: boolean;
}

const postgresVersionMin = 150_000;
const redisVersionMin = 7;

export async function checkPostgres(pool: Pick<Pool, "query">, accepted: AcceptedRisks): Promise<UnsafeSetting[]> {
  const { rows } = await pool.query<PostgresSettings>(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous,
       current_setting('full_page_writes') AS pages, current_setting('server_version_num') AS version,
       pg_is_in_recovery()::text AS replica`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error("PostgreSQL told nothing of its settings");
  return judgePostgres(found, accepted);
}

/** What PostgreSQL says of itself. */
export type PostgresSettings = Readonly<Record<"fsync" | "synchronous" | "pages" | "version" | "replica", string>>;

export function judgePostgres(found: PostgresSettings, accepted: AcceptedRisks): UnsafeSetting[] {
  const unsafe = (setting: string, line: string): UnsafeSetting => ({
    server: "postgres",
    setting,
    line: `PostgreSQL (DATABASE_URL) ${line}`,
    word: "unsafe",
  });
  const wrong: UnsafeSetting[] = [];
  if (found.replica === "true") {
    wrong.push(
      unsafe("in_recovery", "is a replica, or still recovering: it takes no orders; point DATABASE_URL at the primary"),
    );
  }
  if (Number(found.version) < postgresVersionMin) {
    wrong.push(unsafe("version", `has version ${found.version}: it must be 15 or later; upgrade it`));
  }
  if (accepted.unsafeServers) return wrong;
  const off = [
    ["fsync", found.fsync],
    ["synchronous_commit", found.synchronous],
    ["full_page_writes", found.pages],
  ] as const;
  for (const [setting, value] of off) {
    if (value !== "off") continue;
    wrong.push(
      unsafe(
        setting,
        `has ${setting}=off: a crash would lose orders that were confirmed; set it to on, or set ALLOW_UNSAFE_SERVERS=1 where the data may be thrown away`,
      ),
    );
  }
  return wrong;
}

export async function checkRedis(redis: RedisClient, accepted: AcceptedRisks): Promise<UnsafeSetting[]> {
  const nodes = "nodes" in redis ? redis.nodes("master") : [redis];
  return (await Promise.all(nodes.map((node) => checkNode(node, accepted)))).flat();
}

type Node = Pick<RedisClient, "info" | "config">;

async function checkNode(redis: Node, accepted: AcceptedRisks): Promise<UnsafeSetting[]> {
  const info = `${await redis.info("server")}\n${await redis.info("replication")}`;
  const read = (field: string) => new RegExp(`^${field}:(\\S+)`, "m").exec(info)?.[1] ?? "";
  const finding =
    (word: UnsafeSetting["word"]) =>
    (setting: string, line: string): UnsafeSetting => ({
      server: "redis",
      setting,
      line: `Redis (REDIS_URL) ${line}`,
      word,
    });
  const unsafe = finding("unsafe");
  const wrong: UnsafeSetting[] = [];
  if (read("role") !== "master") {
    wrong.push(unsafe("replica", "is a replica: it takes no writes; point REDIS_URL at its primary"));
  }
  if (Number.parseInt(read("redis_version"), 10) < redisVersionMin) {
    wrong.push(unsafe("version", `has version ${read("redis_version")}: it must be 7.0 or later; upgrade it`));
  }
  const policy = await readConfig(redis, "maxmemory-policy");
  const file = await readConfig(redis, "appendonly");
  if (policy === null || file === null) {
    wrong.push(
      finding("unknown")(
        "config",
        "does not let us read its settings (CONFIG GET): see to it yourself that maxmemory-policy is noeviction and appendonly is yes",
      ),
    );
    return wrong;
  }
  if (policy !== "noeviction") {
    wrong.push(
      unsafe(
        "maxmemory_policy",
        `has maxmemory-policy ${policy}: it would throw stock and attempts away when memory is short; set it to noeviction`,
      ),
    );
  }
  if (file !== "yes" && !accepted.redisWithoutFile && !accepted.unsafeServers) {
    wrong.push(
      unsafe(
        "appendonly",
        "has appendonly no: each restart would close all sales until their gates are loaded anew; set it to yes, or set ALLOW_REDIS_WITHOUT_FILE=1",
      ),
    );
  }
  return wrong;
}

/** Null where the command is forbidden, as many hosts of Redis do. */
async function readConfig(redis: Node, name: string): Promise<string | null> {
  try {
    const reply: unknown = await redis.config("GET", name);
    if (Array.isArray(reply)) return String(reply[1] ?? "");
    return typeof reply === "object" && reply !== null ? String(Reflect.get(reply, name) ?? "") : null;
  } catch (error) {
    if (error instanceof Error && /unknown command|NOPERM|not allowed|ERR .*CONFIG/i.test(error.message)) return null;
    throw error;
  }
}
