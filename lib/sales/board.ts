import type { SaleSnapshot } from "../domain";
import type { RedisClient } from "../platform/redis";
import type { SaleBoard } from "./ports";

/** The board in Redis: a hash of snapshots by sale id, a revision that is another with every change, and a channel. */
export const boardKeys = {
  sales: "zerohour:{board}:sales",
  revision: "zerohour:{board}:revision",
  channel: "zerohour:board",
} as const;

export interface BoardParts {
  readonly redis: RedisClient;
  readonly subscriber: RedisClient;
  /** How long a process trusts its copy without asking for the revision again. */
  readonly leaseMs: number;
  readonly onError: (error: unknown) => void;
}

export interface RunningBoard extends SaleBoard {
  stop(): void;
}

/**
 * This process's copy of the board: read once, again whenever the channel says so, and by revision every
 * `leaseMs` in case a message was lost. While Redis is away, or has lost the board and nobody has written it again,
 * the last copy stays: schedules do not change by themselves, and every decision about stock is the gate's anyway.
 */
export async function openBoard(parts: BoardParts): Promise<RunningBoard> {
  let bySlug = new Map<string, SaleSnapshot>();
  let byId = new Map<number, SaleSnapshot>();
  let revision = "";

  async function refresh(): Promise<void> {
    const now = await parts.redis.get(boardKeys.revision);
    if (now === null || now === revision) return;
    const texts = await parts.redis.hvals(boardKeys.sales);
    const sales = texts.map((text) => JSON.parse(text) as SaleSnapshot);
    bySlug = new Map(sales.map((sale) => [sale.slug, sale]));
    byId = new Map(sales.map((sale) => [sale.id, sale]));
    revision = now;
  }

  const quietly = () => void refresh().catch(parts.onError);
  await refresh();
  await parts.subscriber.subscribe(boardKeys.channel);
  parts.subscriber.on("message", (channel: string) => {
    if (channel === boardKeys.channel) quietly();
  });
  const lease = setInterval(quietly, parts.leaseMs);
  lease.unref();

  return {
    bySlug: (slug) => bySlug.get(slug),
    byId: (saleId) => byId.get(saleId),
    all: () => [...byId.values()],
    revision: () => revision,
    refresh,
    stop: () => clearInterval(lease),
  };
}
