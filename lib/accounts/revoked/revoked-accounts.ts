import type { Pass } from "../../domain";
import type { RedisClient } from "../../platform/redis";

/**
 * Whose passes count no more, in Redis: a set, a revision that is another with every change, and a channel. An entry is
 * an account, or `<account>:<epoch ms>` when only its passes that end before that moment are meant.
 */
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

/** Passes that count no more, although they are signed and have not expired. */
export interface RevokedAccounts {
  /** From memory: it is asked with every request that carries a pass. */
  refuses(pass: Pick<Pass, "accountId" | "expiresAtMs">): boolean;
  refresh(): Promise<void>;
  stop(): void;
}

/**
 * This process's copy of the list, kept as the board is: read once, again whenever the channel says so, and by
 * revision every `leaseMs` in case a message was lost. While Redis is away the last copy stays.
 */
export async function openRevokedAccounts(parts: RevokedParts): Promise<RevokedAccounts> {
  let voidBeforeMs: ReadonlyMap<string, number> = new Map();
  let revision = "";

  async function refresh(): Promise<void> {
    const now = await parts.redis.get(revokedKeys.revision);
    if (now === null || now === revision) return;
    voidBeforeMs = new Map((await parts.redis.smembers(revokedKeys.accounts)).map(readEntry));
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

  return {
    refuses: ({ accountId, expiresAtMs }) => expiresAtMs < (voidBeforeMs.get(accountId) ?? 0),
    refresh,
    stop: () => clearInterval(lease),
  };
}

/** An entry as the list in Redis has it; null means all passes of the account. */
export function writeEntry(accountId: string, voidBeforeMs: number | null): string {
  return voidBeforeMs === null ? accountId : `${accountId}:${voidBeforeMs}`;
}

function readEntry(entry: string): [accountId: string, voidBeforeMs: number] {
  const [accountId = "", untilText] = entry.split(":");
  return [accountId, untilText === undefined ? Number.POSITIVE_INFINITY : Number(untilText)];
}
