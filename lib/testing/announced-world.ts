import { createOrders } from "../orders/create-orders";
import { connectHotRedis, connectSubscriber, type RedisClient, untilReady } from "../platform/redis";
import { announceSale } from "../purchase/announce-sale";
import { openBoard, type RunningBoard } from "../sales/board";
import { raiseEpoch } from "../sales/raise-epoch";
import { syncBoard } from "../sales/sync-board";
import { createGate } from "../stock/create-gate";
import type { Gate } from "../stock/gate";
import { type EditingWorld, openEditingWorld } from "./editing-world";
import { type RealRedis, startRealRedis } from "./real-redis";

/** An editing world with a board and gates in a real Redis, told as a web process tells them. */
export interface AnnouncedWorld {
  readonly world: EditingWorld;
  readonly server: RealRedis;
  readonly redis: RedisClient;
  readonly board: RunningBoard;
  readonly gate: Gate;
  close(): Promise<void>;
}

export async function openAnnouncedWorld(): Promise<AnnouncedWorld> {
  const server = await startRealRedis();
  const redis = connectHotRedis(server.url);
  const subscriber = connectSubscriber(server.url);
  await untilReady(redis, 10_000);
  const board = await openBoard({ redis, subscriber, leaseMs: 60_000, onError: () => undefined });
  const world = await openEditingWorld(({ pool }) => ({
    async tell(saleId, adjustments) {
      const orders = createOrders({ pool });
      const parts = {
        board,
        gate,
        syncBoard: () => syncBoard({ pool, redis, nowMs: world.clock.nowMs() }),
        readForGate: (id: number) => orders.readForGate(id),
        raiseEpoch: (id: number, seenEpoch: number) => raiseEpoch(pool, id, seenEpoch),
      };
      await announceSale(parts, saleId, adjustments);
      // The gate has heard this news already; no worker is here to take it.
      await pool.query("DELETE FROM outbox");
      return { pages: null, gate: null };
    },
  }));
  const gate = createGate({ redis, clock: world.clock });
  return {
    world,
    server,
    redis,
    board,
    gate,
    async close() {
      board.stop();
      redis.disconnect();
      subscriber.disconnect();
      await server.stop();
      await world.database.drop();
    },
  };
}
