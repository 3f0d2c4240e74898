import type { RedisClient } from "../../platform/redis";

/** Who is suspended, in Redis: a set of account ids, a revision that is another with every change, and a channel. */
export const revokedKeys = {
  accounts: "zerohour:{revoked}:accounts",
  revision: "zerohour:{revoked}:revision",
  channel: "zerohour:revoked",
} as const;

export interface RevokedParts {
  readonly redis: RedisClient;
  readonly subscriber: RedisClient;
  /** How long a process trusts its copy without asking for the revision again. */
  readonly leaseMs: number;
  readonly onError: (error: unknown) => void;
}

/** Accounts whose passes count no more, although they are signed and have not expired. */
export interface RevokedAccounts {
  /** From memory: it is asked with every request that carries a pass. */
  has(accountId: string): boolean;
  refresh(): Promise<void>;
  stop(): void;
}

/**
 * This process's copy of the list, kept as the board is: read once, again whenever the channel says so, and by
 * revision every `leaseMs` in case a message was lost. While Redis is away the last copy stays.
 */
export async function openRevokedAccounts(parts: RevokedParts): Promise<RevokedAccounts> {
  let accounts: ReadonlySet<string> = new Set();
  let revision = "";

  async function refresh(): Promise<void> {
    const now = await parts.redis.get(revokedKeys.revision);
    if (now === null || now === revision) return;
    accounts = new Set(await parts.redis.smembers(revokedKeys.accounts));
    revision = now;
  }

  const quietly = () => void refresh().catch(parts.onError);
  await refresh();
  await parts.subscriber.subscribe(revokedKeys.channel);
  parts.subscriber.on("message", (channel: string) => {
    if (channel === revokedKeys.channel) quietly();
  });
  const lease = setInterval(quietly, parts.leaseMs);
  lease.unref();

  return { has: (accountId) => accounts.has(accountId), refresh, stop: () => clearInterval(lease) };
}
