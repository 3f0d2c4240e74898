import type { GiveUpResult } from "../../orders/give-up-order";
import type { Orders } from "../../orders/ports";
import type { SettleLoopParts } from "../../purchase/settle-loops";
import { moveOrders } from "../books/move-orders";
import type { ProgramFlaws } from "../flaws";
import type { Program } from "../network";
import type { Stage } from "../stage";
import type { BookParts } from "./book-ports";

// How the worker is broken on purpose; each of these has been seen in a shop somewhere.

/** Entries that are acknowledged as soon as they are read. */
export function breakSettling(flaws: ProgramFlaws, parts: SettleLoopParts): SettleLoopParts {
  if (!flaws.acknowledgesBeforeCommit) return parts;
  const { intents } = parts;
  return {
    ...parts,
    intents: {
      ...intents,
      async readNew(saleIds, options) {
        const batches = await intents.readNew(saleIds, options);
        for (const { saleId, entries } of batches) {
          await intents.acknowledge(
            saleId,
            entries.map((entry) => entry.entryId),
          );
        }
        return batches;
      },
    },
  };
}

/** A booking whose answer was lost taken for one that did not happen. */
export function breakOrders(flaws: ProgramFlaws, orders: Orders): Orders {
  if (!flaws.failsOnLostCommit) return orders;
  return {
    ...orders,
    async place(saleId, requests, clockSpec) {
      try {
        return await orders.place(saleId, requests, clockSpec);
      } catch {
        return requests.map(({ attemptId }) => ({ attemptId, word: "failed" as const, reason: "error" as const }));
      }
    },
  };
}

/** Looks whether the order is reserved, and gives its unit back a moment later, whatever it has become. */
export async function giveUpInTwoSteps(parts: BookParts, from: Program, orderId: string): Promise<GiveUpResult> {
  const { database, network } = parts;
  const order = await network.call(from, "postgres order", () => database.orderOf(orderId));
  if (order === undefined) return "not_found";
  if (order.state !== "reserved") return "already";
  const release = { held: -1, sold: 0, kinds: ["return"], causes: ["return"], tellGate: true };
  const left = { orderIds: [orderId], from: [], to: "left", event: "left", ...release } as const;
  await network.call(from, "postgres release", () =>
    database.atomically((transaction) => moveOrders(database, transaction, left)),
  );
  return "left";
}

/** Reads what is due, and saves it as expired a moment later, whatever it has become. */
export async function expireBySaving(world: Stage, from: Program): Promise<void> {
  const { database, network } = world;
  const due = await network.call(from, "postgres due holds", () =>
    [...database.tables.orders.values()].filter(
      (order) => order.state === "reserved" && order.payByMs <= database.now(),
    ),
  );
  for (const order of due) {
    await network.call(from, "postgres save", () =>
      database.atomically((transaction) => {
        const present = database.orderOf(order.id);
        const version = (present?.version ?? order.version) + 1;
        database.put(transaction, database.tables.orders, order.id, { ...order, state: "expired", version });
        database.put(transaction, database.tables.events, database.next(), { orderId: order.id, state: "expired" });
      }),
    );
  }
}
