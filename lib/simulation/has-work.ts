import { isLoaded } from "./gate/gate-state";
import type { World } from "./world";

/** Whether a round of this loop would find something to do. */
export function hasWork(world: World, loop: string): boolean {
  const { tables } = world.database;
  const { gate, board, verifiedRun } = world.redis.keys;
  switch (loop) {
    case "settle":
      return gate.entries.length > (gate.group?.pending.size ?? 0);
    case "take-over":
      return (gate.group?.pending.size ?? 0) > 0;
    case "tell-gate":
      return tables.outbox.size > 0;
    case "expire":
      return [...tables.orders.values()].some(
        ({ state, payByMs }) => state === "reserved" && payByMs <= world.database.now(),
      );
    case "payment-events":
      return [...tables.paymentEvents.values()].some((event) => event.processedAtMs === null);
    case "payment-sweep":
      return [...tables.payments.values()].some(({ state }) => ["created", "pending", "refunding"].includes(state));
    case "verify":
      return verifiedRun !== world.redis.run;
    case "phases": {
      const sale = [...tables.sales.values()][0];
      return !isLoaded(gate) || board?.revision !== `${sale?.epoch}.${sale?.version}`;
    }
    default:
      return false;
  }
}
