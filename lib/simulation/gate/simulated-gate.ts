import type { Gate, IntentStream, LoadInput } from "../../stock/gate";
import type { GateFlaws } from "../flaws";
import type { Program } from "../network";
import type { SimulatedRedis } from "../simulated-redis";
import { readAccount, readAttempt } from "./gate-reads";
import { adjust, closeLines, configure, countsOf, leaveLine, reserve, settle } from "./gate-verbs";
import { loadAttempts, loadBegin, loadLine, loadOpen } from "./load-steps";
import { acknowledge, readNew, takeOver } from "./stream-verbs";

/** Names loads apart; which number a load has decides nothing. */
let lastLoader = 0;

/** The gate as one program reaches it: the port of lib/stock, over the simulated Redis. */
export function createSimulatedGate(redis: SimulatedRedis, from: Program, flaws: GateFlaws): Gate {
  return {
    async shut(rules) {
      lastLoader += 1;
      const loader = lastLoader;
      const nothing = { ...rules, items: [], attempts: [], line: [] };
      await redis.write(from, "load-begin", ({ gate }) => loadBegin(gate, nothing, loader, flaws));
    },
    load: (input) => load(redis, from, input, flaws),
    configure: (rules) => redis.write(from, "configure", ({ gate }, nowMs) => configure(gate, rules, nowMs, flaws)),
    reserve: (input) => redis.write(from, "reserve", ({ gate }, nowMs) => reserve(gate, input, nowMs)),
    settle: ({ verdicts }) => redis.write(from, "settle", ({ gate }, nowMs) => settle(gate, verdicts, nowMs, flaws)),
    leaveLine: (input) => redis.write(from, "leave-line", ({ gate }, nowMs) => leaveLine(gate, input, nowMs, flaws)),
    closeLine: ({ reason, max }) =>
      redis.write(from, "close-line", ({ gate }) => closeLines(gate, [...gate.stock.keys()], reason, max)),
    closeItemLine: ({ itemId, reason, max }) =>
      redis.write(from, "close-line", ({ gate }) => closeLines(gate, [itemId], reason, max).closed),
    adjust: (input) => redis.write(from, "adjust", ({ gate }, nowMs) => adjust(gate, input, nowMs, flaws)),
    readAttempt: (attemptId) => redis.read(from, "read-attempt", ({ gate }) => readAttempt(gate, attemptId)),
    readAccount: (_saleId, accountId) => redis.read(from, "read-account", ({ gate }) => readAccount(gate, accountId)),
    readSale: () => redis.read(from, "read-sale", ({ gate }) => countsOf(gate)),
    readRefusals: async () => "not_loaded",
    async *readAccountIds() {
      yield await redis.read(from, "accounts", ({ gate }) => [...gate.accounts.keys()]);
    },
    unload: async () => {
      throw new Error("no sale is archived here");
    },
  };
}

/** As lib/stock/load-sale.ts: in parts, behind a closed gate. */
async function load(
  redis: SimulatedRedis,
  from: Program,
  input: LoadInput,
  flaws: GateFlaws,
): Promise<"loaded" | "already_loaded"> {
  lastLoader += 1;
  const loader = lastLoader;
  const begun = await redis.write(from, "load-begin", ({ gate }) => loadBegin(gate, input, loader, flaws));
  if (begun === "already_loaded") return begun;
  const oldestFirst = [...input.attempts].sort((left, right) => left.attempt.receivedAtMs - right.attempt.receivedAtMs);
  for (const part of halves(oldestFirst)) {
    const written = await redis.write(from, "load-attempts", ({ gate }) => loadAttempts(gate, part, loader));
    if (written === "superseded") return "already_loaded";
  }
  if (input.line.length > 0) {
    const written = await redis.write(from, "load-line", ({ gate }) => loadLine(gate, input.line, loader));
    if (written === "superseded") return "already_loaded";
  }
  const opened = await redis.write(from, "load-open", ({ gate }, nowMs) => loadOpen(gate, loader, nowMs, flaws));
  return opened === "opened" ? "loaded" : "already_loaded";
}

/** Two parts are enough for something to come between them. */
function halves<Entry>(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const middle = Math.ceil(entries.length / 2);
  return [entries.slice(0, middle), entries.slice(middle)].filter((part) => part.length > 0);
}

export function createSimulatedStream(redis: SimulatedRedis, from: Program, flaws: GateFlaws): IntentStream {
  return {
    async readNew([saleId], { countMax }) {
      if (saleId === undefined) return [];
      const batch = await redis.write(from, "read-new", ({ gate }, nowMs) =>
        readNew(gate, saleId, countMax, nowMs, flaws),
      );
      return batch.entries.length === 0 ? [] : [batch];
    },
    takeOver: (saleId, options) =>
      redis.write(from, "take-over", ({ gate }, nowMs) => takeOver(gate, saleId, options, nowMs)),
    acknowledge: (_saleId, entryIds) => redis.write(from, "acknowledge", ({ gate }) => acknowledge(gate, entryIds)),
    backlog: () => redis.read(from, "backlog", ({ gate }) => (gate.hasStream ? gate.entries.length : null)),
  };
}
