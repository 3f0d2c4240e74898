import { type Attempt, composeAttemptId } from "../../domain";
import { driveAgainLoop } from "../../purchase/drive-again";
import { type ReceiptFacts, recoverAttempt } from "../../purchase/find-attempt";
import { type AcceptedMemory, rememberAccepted } from "../../purchase/remember-accepted";
import type { RequestPurchaseParts } from "../../purchase/request";
import type { Gate } from "../../stock/gate";
import type { ProgramFlaws } from "../flaws";
import { createSimulatedGate } from "../gate/simulated-gate";
import { ConnectionLost, type Program } from "../network";
import type { Stage, Web } from "../stage";
import { createSimulatedOrders, createSimulatedPayments } from "./book-ports";
import { giveUpInTwoSteps } from "./broken-parts";
import { createSimulatedBoard } from "./simulated-board";

/** What a web process joins for a purchase, as lib/wiring.ts does. The throttle and its memory of refusals are left out. */
export function openWeb(world: Stage, program: Program): Web {
  const { redis, flaws } = world;
  const clock = world.clocks.of(program.name);
  const accepted = rememberAccepted(clock.nowMs);
  const gate = heardBy(accepted, createSimulatedGate(redis, program, flaws.gate));
  const board = createSimulatedBoard(redis, program);
  const orders = createSimulatedOrders(world.bookParts, program);
  const death = new Promise<never>((_resolve, reject) => {
    program.endings.add(() => reject(new ConnectionLost(program.name)));
  });
  death.catch(() => undefined);
  return {
    program,
    board,
    death,
    request: {
      ...{ board, gate, clock, tokens: tokensOf(flaws.programs), count: () => undefined },
      upstream: { refuse: () => null, look: () => undefined, remember: () => undefined, changes: () => 0 },
      throttle: {
        admit: () => ({ word: "pass", refusal: null }),
        ...{ remember: () => undefined, refused: () => undefined, forget: () => undefined },
      },
    },
    find: {
      ...{ board, gate, orders, clock, saleSlug: async () => null },
      readReceipt: (receipt, accountId) => (flaws.programs.ignoresReceipts ? null : readReceipt(receipt, accountId)),
    },
    giveUp: {
      ...{ board, gate, clock, accepted },
      orders: flaws.programs.givesUpInTwoSteps
        ? { ...orders, giveUp: (orderId) => giveUpInTwoSteps(world.bookParts, program, orderId) }
        : orders,
    },
    payments: createSimulatedPayments(world.bookParts, program).payments,
    driveAgain: driveAgainLoop({
      ...{ accepted, board, lease: { holds: () => true }, doors: { of: () => "gate" } },
      recover: async (attempt) =>
        flaws.programs.ignoresReceipts ? "unknown" : recoverAttempt({ board, gate, orders, clock }, attempt),
      ...{ realNowMs: clock.nowMs, note: () => undefined },
    }),
  };
}

/** As lib/stock/create-gate.ts tells what it accepts. */
function heardBy(accepted: AcceptedMemory, gate: Gate): Gate {
  return {
    ...gate,
    async reserve(input) {
      const reply = await gate.reserve(input);
      if ("attempt" in reply && reply.attempt.state === "queued") accepted.remember(reply.attempt, input.epoch);
      return reply;
    },
  };
}

function tokensOf(flaws: ProgramFlaws): RequestPurchaseParts["tokens"] {
  let clicks = 0;
  return {
    verifyTicket: () => "ok",
    attemptId(saleId, accountId, attemptKey) {
      clicks += 1;
      const wish = flaws.newWishPerClick ? `${accountId}-${attemptKey}-${clicks}` : `${accountId}-${attemptKey}`;
      return composeAttemptId(saleId, wish.padEnd(22, "_"));
    },
    signReceipt: ({ saleId, attemptId, itemId, quantity, receivedAtMs, accountId }: Attempt) =>
      JSON.stringify({ saleId, attemptId, itemId, quantity, receivedAtMs, accountId }),
  };
}

/** Who the receipt is for is part of it; here it needs no signature, since nobody forges. */
function readReceipt(receipt: string, accountId: string): ReceiptFacts | null {
  const facts = JSON.parse(receipt) as ReceiptFacts & { readonly accountId: string };
  return facts.accountId === accountId ? facts : null;
}
