import { randomUUID } from "node:crypto";
import type { Clock } from "../platform/clock";
import type { RedisClient } from "../platform/redis";
import { encodeRules } from "./encode-rules";
import type { GateRules, LineMember, LoadedAttempt, LoadInput } from "./gate";
import { lineKey, saleKeys, settleGroup } from "./keys";
import { loadAttempts, loadBegin, loadLine, loadOpen } from "./scripts.generated";

/** Attempts per script call: 10 to 20 ms of Redis' time on a busy machine, so that other sales hardly notice a rebuild. */
const partSizeMax = 500;

interface LoadParts {
  readonly redis: RedisClient;
  readonly clock: Clock;
  /** Items of the sale's old state, whose lines go away. */
  readonly itemsBefore: readonly number[];
}

/** Closes the gate, writes in parts what PostgreSQL knows, opens it. Another load that begins meanwhile wins. */
export async function loadSale(parts: LoadParts, input: LoadInput): Promise<"loaded" | "already_loaded"> {
  const { redis, clock } = parts;
  const keys = saleKeys(input.saleId);
  const loader = randomUUID();
  const itemIds = input.items.map((item) => item.itemId);
  const begun = await begin(parts, input, loader);
  if (begun === "already_loaded") return begun;

  const oldestFirst = [...input.attempts].sort((left, right) => left.attempt.receivedAtMs - right.attempt.receivedAtMs);
  for (const part of cut(oldestFirst)) {
    const { tag } = await loadAttempts(redis, keys, { loader, attempts: JSON.stringify(part.map(encodeAttempt)) });
    if (tag === "superseded") return "already_loaded";
  }
  for (const itemId of itemIds) {
    const members = input.line.filter((member) => member.itemId === itemId);
    for (const part of cut(members)) {
      const lineKeys = { ...keys, line: lineKey(input.saleId, itemId) };
      const { tag } = await loadLine(redis, lineKeys, {
        loader,
        itemId,
        members: JSON.stringify(part.map(encodeMember)),
      });
      if (tag === "superseded") return "already_loaded";
    }
  }

  const lines = itemIds.map((itemId) => lineKey(input.saleId, itemId));
  const { tag } = await loadOpen(
    redis,
    { ...keys, lines },
    { loader, itemIds: itemIds.join(","), clock: clock.spec() },
  );
  return tag === "opened" ? "loaded" : "already_loaded";
}

/** The first step of a load alone: closed under its epoch, and empty. */
export async function shutSale(parts: LoadParts, rules: GateRules): Promise<void> {
  await begin(parts, { ...rules, items: [] }, randomUUID());
}

async function begin(
  { redis, itemsBefore }: LoadParts,
  input: GateRules & Pick<LoadInput, "items" | "causes">,
  loader: string,
): Promise<"begun" | "already_loaded"> {
  const everyItem = [...new Set([...input.items.map((item) => item.itemId), ...itemsBefore])];
  const begun = await loadBegin(
    redis,
    { ...saleKeys(input.saleId), lines: everyItem.map((itemId) => lineKey(input.saleId, itemId)) },
    {
      loader,
      group: settleGroup,
      rules: encodeRules(input),
      items: JSON.stringify(input.items),
      causes: JSON.stringify(input.causes ?? []),
    },
  );
  return begun.tag;
}

function cut<Entry>(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [];
  for (let from = 0; from < entries.length; from += partSizeMax) parts.push(entries.slice(from, from + partSizeMax));
  return parts;
}

function encodeAttempt({ attempt, slots, version }: LoadedAttempt): object {
  return {
    attemptId: attempt.attemptId,
    version,
    state: attempt.state,
    accountId: attempt.accountId,
    itemId: attempt.itemId,
    quantity: attempt.quantity,
    slots,
    receivedAtMs: attempt.receivedAtMs,
    ...(attempt.payByMs === null ? {} : { payByMs: attempt.payByMs }),
    ...(attempt.reason === null ? {} : { reason: attempt.reason }),
  };
}

function encodeMember(member: LineMember): object {
  return {
    attemptId: member.attemptId,
    accountId: member.accountId,
    quantity: member.quantity,
    slots: member.slots,
    sequence: member.sequence,
    receivedAtMs: member.receivedAtMs,
  };
}
