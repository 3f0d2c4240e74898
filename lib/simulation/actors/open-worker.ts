import { cancelUnpaidOrders, findOrdersToRefund } from "../../orders/cancel-orders";
import { relayBatch } from "../../orders/outbox";
import { withAdvisoryLock } from "../../platform/advisory-lock";
import { cancelSalesLoop } from "../../purchase/cancel-sales";
import { toleratingUnloaded } from "../../purchase/gate-not-loaded";
import { type LoadGateParts, loadGate } from "../../purchase/load-gate";
import { type SettleLoopParts, settleLoop, takeOverLoop } from "../../purchase/settle-loops";
import { tellGate } from "../../purchase/tell-gate";
import { watchPhasesLoop } from "../../purchase/watch-phases";
import { raiseEpoch } from "../../sales/raise-epoch";
import { readEndedAgo } from "../../sales/read-ended-ago";
import { createSimulatedGate, createSimulatedStream } from "../gate/simulated-gate";
import type { Program } from "../network";
import type { Stage, WorkerLoop } from "../stage";
import { saleId } from "../the-sale";
import { createSimulatedOrders, createSimulatedPayments } from "./book-ports";
import { breakOrders, breakSettling, expireBySaving } from "./broken-parts";
import { createSimulatedBoard, syncSimulatedBoard } from "./simulated-board";

/** The worker's loops, as lib/wiring-worker.ts joins them, over the simulated servers. */
export function openWorker(world: Stage, from: Program): readonly WorkerLoop[] {
  const { redis, flaws, network } = world;
  const clock = world.clocks.of(from.name);
  const gate = createSimulatedGate(redis, from, flaws.gate);
  const board = createSimulatedBoard(redis, from);
  const orders = createSimulatedOrders(world.bookParts, from);
  const { payments, pool } = createSimulatedPayments(world.bookParts, from);
  const settle: SettleLoopParts = breakSettling(flaws.programs, {
    ...{ board, gate, clock, orders: breakOrders(flaws.programs, orders) },
    intents: createSimulatedStream(redis, from, flaws.gate),
    keepDeadLetters: async () => undefined,
    count: () => undefined,
  });
  const syncBoard = () => syncSimulatedBoard(world, from, saleId);
  const loading: LoadGateParts = {
    gate: flaws.programs.readsBooksBeforeClosing ? { ...gate, shut: none } : gate,
    syncBoard,
    readForGate: (id) => orders.readForGate(id),
    raiseEpoch: (id, seenEpoch) => raiseEpoch(pool, id, seenEpoch),
  };
  const news = { gate, endedAgoMs: (id: number) => readEndedAgo(pool, id, clock.spec()) };
  const phases = watchPhasesLoop({
    ...loading,
    ...{ board, clock, syncBoard },
    alone: (work) => withAdvisoryLock(pool, "zerohour:phases", work),
    endDueSales: () => network.call(from, "postgres end-sales", () => world.endDueSales()),
    openDueReleases: () => network.call(from, "postgres open-releases", () => world.openDueReleases()),
    note: () => undefined,
  });
  const settling = settleLoop(settle);
  const takingOver = takeOverLoop(settle);
  const cancelling = cancelSalesLoop({
    cancelUnpaid: (max) => cancelUnpaidOrders(pool, max, clock.spec()),
    findOrdersToRefund: (max) => findOrdersToRefund(pool, max),
    refund: (orderId, detail) => payments.refund(orderId, detail),
  });
  const signal = new AbortController().signal;
  return [
    { name: "phases", once: () => phases.once(signal) },
    { name: "verify", once: () => (flaws.programs.believesRestartedRedis ? none() : verify()) },
    { name: "settle", once: () => settling.once(signal) },
    { name: "take-over", once: () => (flaws.programs.takesNothingOver ? none() : takingOver.once(signal)) },
    {
      name: "tell-gate",
      once: () =>
        toleratingUnloaded(() =>
          relayBatch(pool, "gate", 200, (payloads) => (flaws.programs.forgetsNews ? none() : tellGate(news, payloads))),
        ),
    },
    {
      name: "expire",
      once: () =>
        flaws.programs.expiresWithoutComparing ? expireBySaving(world, from) : orders.expireDue(200, clock.spec()),
    },
    { name: "payment-events", once: () => payments.applyEvents() },
    { name: "payment-sweep", once: () => payments.sweep() },
    { name: "cancel", once: () => cancelling.once(signal) },
    { name: "board", once: () => board.refresh() },
  ];

  /** Redis is another server than the one the gate was made under: what it acknowledged may be gone. */
  async function verify(): Promise<void> {
    const seen = await redis.read(from, "server", (keys, run) => ({ run, verified: keys.verifiedRun }));
    const sale = board.byId(saleId);
    if (seen.run === seen.verified || sale === undefined) return;
    if ((await loadGate(loading, sale)) === "left_to_another") return;
    await redis.write(from, "mark server", (keys) => {
      keys.verifiedRun = seen.run;
    });
    await board.refresh();
  }
}

async function none(): Promise<void> {}
