import type { Cluster, Redis } from "ioredis";
import type { RedisClient } from "../platform/redis";

/**
 * Redis may be another one than the gates were loaded into: started again from a file that lacks the last second, a
 * promoted replica, an emptied one. Everything it says then is of a past that nobody can tell from the present. So the
 * workers vouch for the server they know, by the names it gives itself, for a few seconds at a time; web processes sell
 * only at a server that is vouched for.
 */
export interface SeenServer {
  /** One server process with one history: another name after each start, each promotion, each synchronisation. */
  readonly name: string;
  /** Whether it takes writes. */
  readonly isPrimary: boolean;
  readonly nowMs: number;
  /** What was vouched for last, as this server remembers it; null when it remembers nothing. */
  readonly vouched: Vouched | null;
}

export interface Vouched {
  readonly server: string;
  /** By Redis' clock, as the other times here. */
  readonly untilMs: number;
  /** From then on everybody may buy; before, only attempts that were accepted once and are driven again. */
  readonly openToAllMs: number;
}

/** Hash: server, untilMs, openToAllMs. */
const vouchedKey = "zerohour:{gate}:vouched";
/** Where it is said that a server was vouched for which was not before. */
export const vouchedChannel = "zerohour:gate-vouched";

export async function readServer(redis: RedisClient): Promise<SeenServer> {
  return isCluster(redis) ? readCluster(redis) : readOne(redis);
}

export function isCluster(redis: RedisClient): redis is Cluster {
  return "nodes" in redis;
}

/** In one go, so that all of it is of the server at the other end of one connection. */
async function readOne(redis: Redis): Promise<SeenServer> {
  const replies = await redis.pipeline().info("server").info("replication").time().hgetall(vouchedKey).exec();
  const [server, replication, time, vouched] = (replies ?? []).map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
  const { name, isPrimary } = nameOf(`${server}\n${replication}`);
  return { name, isPrimary, nowMs: readTime(time), vouched: readVouched(vouched) };
}

async function readCluster(redis: Cluster): Promise<SeenServer> {
  const infos = await Promise.all(
    redis
      .nodes("master")
      .map(async (node) => nameOf(`${await node.info("server")}\n${await node.info("replication")}`)),
  );
  const [time, vouched] = await Promise.all([redis.time(), redis.hgetall(vouchedKey)]);
  return {
    name: infos
      .map(({ name }) => name)
      .sort()
      .join(" "),
    isPrimary: infos.length > 0 && infos.every(({ isPrimary }) => isPrimary),
    nowMs: readTime(time),
    vouched: readVouched(vouched),
  };
}

function nameOf(info: string): { readonly name: string; readonly isPrimary: boolean } {
  const read = (field: string) => new RegExp(`^${field}:(\\S+)`, "m").exec(info)?.[1] ?? "unknown";
  return { name: `${read("run_id")}.${read("master_replid")}`, isPrimary: read("role") === "master" };
}

function readTime(reply: unknown): number {
  const [seconds, microseconds] = Array.isArray(reply) ? reply.map(Number) : [];
  if (seconds === undefined || microseconds === undefined) throw new Error("Redis told no time");
  return seconds * 1_000 + Math.floor(microseconds / 1_000);
}

function readVouched(reply: unknown): Vouched | null {
  if (typeof reply !== "object" || reply === null || !("server" in reply)) return null;
  const { server, untilMs, openToAllMs } = reply as Readonly<Record<keyof Vouched, string>>;
  return { server, untilMs: Number(untilMs), openToAllMs: Number(openToAllMs) };
}

const nowInLua = 'local time = redis.call("TIME") local nowMs = time[1] * 1000 + math.floor(time[2] / 1000) ';

/** Only what is known is renewed: a question that was on its way while the server changed must not vouch for the new one. */
const renewScript = `${nowInLua}
if redis.call("HGET", KEYS[1], "server") ~= ARGV[1] then return 0 end
redis.call("HSET", KEYS[1], "untilMs", nowMs + tonumber(ARGV[2]))
return 1`;

const vouchScript = `${nowInLua}
redis.call("HSET", KEYS[1], "server", ARGV[1], "untilMs", nowMs + tonumber(ARGV[2]), "openToAllMs", nowMs + tonumber(ARGV[3]))
return 1`;

/** Vouches again for the server vouched for last. */
export async function renewVouch(redis: RedisClient, server: string, forMs: number): Promise<void> {
  await redis.eval(renewScript, 1, vouchedKey, server, forMs);
}

/** Vouches for a server whose gates hold what PostgreSQL says. `openToAllInMs`: until then only receipts are served. */
export async function vouch(
  redis: RedisClient,
  server: string,
  { forMs, openToAllInMs }: { readonly forMs: number; readonly openToAllInMs: number },
): Promise<void> {
  await redis.eval(vouchScript, 1, vouchedKey, server, forMs, openToAllInMs);
  await redis.publish(vouchedChannel, server);
}
