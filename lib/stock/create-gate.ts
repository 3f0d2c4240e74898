import { type Attempt, saleIdOfAttempt } from "../domain";
import type { Clock } from "../platform/clock";
import type { RedisClient } from "../platform/redis";
import { decodeAttempt } from "./decode-attempt";
import { decodeCounts } from "./decode-counts";
import { decodeRefusals } from "./decode-refusals";
import { encodeRules } from "./encode-rules";
import type { Gate, ReserveInput, ReserveReply } from "./gate";
import { lineKey, saleKeys } from "./keys";
import { createKnownItems } from "./known-items";
import { loadSale, shutSale } from "./load-sale";
import {
  adjust,
  closeLine,
  configure,
  leaveLine,
  readAccount,
  readAttempt,
  readRefusals,
  readSale,
  reserve,
  type ReserveReply as ScriptReserveReply,
  settle,
} from "./scripts.generated";

export interface GateParts {
  readonly redis: RedisClient;
  readonly clock: Clock;
  /** How many accepted attempts of a sale may wait to be booked before new wishes hear `backlogged`; any number unless told. */
  readonly backlogMax?: number;
  /** Hears of each attempt this gate has accepted, or knows as accepted and not decided, and under which epoch. */
  readonly onAccepted?: ((attempt: Attempt, epoch: number) => void) | undefined;
}

/** Under a millisecond of Redis' time. */
const accountsPerScan = 1_000;

/** The gate on Redis. Every method is one script call, but for `load`, which writes in parts behind a closed gate. */
export function createGate({ redis, clock, backlogMax = Number.MAX_SAFE_INTEGER, onAccepted }: GateParts): Gate {
  const knownItems = createKnownItems(redis);

  return {
    async shut(rules) {
      await shutSale({ redis, clock, itemsBefore: await knownItems.read(rules.saleId) }, rules);
      knownItems.forget(rules.saleId);
    },

    async load(input) {
      const result = await loadSale({ redis, clock, itemsBefore: await knownItems.read(input.saleId) }, input);
      knownItems.forget(input.saleId);
      return result;
    },

    async configure(input) {
      return knownItems.withLines<"configured" | "unchanged" | "not_loaded">(
        input.saleId,
        "not_loaded",
        async (lines) => {
          const args = { itemIds: lines.itemIds, rules: encodeRules(input), clock: clock.spec() };
          const reply = await configure(redis, { ...saleKeys(input.saleId), lines: lines.keys }, args);
          return reply.tag;
        },
      );
    },

    async reserve(input) {
      const keys = { ...saleKeys(input.saleId), line: lineKey(input.saleId, input.itemId) };
      const reply = await reserve(redis, keys, {
        epoch: input.epoch,
        accountId: input.accountId,
        attemptId: input.attemptId,
        itemId: input.itemId,
        quantity: input.quantity,
        joinLine: input.joinLine ? 1 : 0,
        clock: clock.spec(),
        backlogMax,
      });
      const answer = reserveReply(input, reply);
      if ("attempt" in answer && answer.attempt.state === "queued") onAccepted?.(answer.attempt, input.epoch);
      return answer;
    },

    async settle(input) {
      return knownItems.withLines<"settled" | "not_loaded">(input.saleId, "not_loaded", async (lines) => {
        const args = { itemIds: lines.itemIds, verdicts: JSON.stringify(input.verdicts), clock: clock.spec() };
        const reply = await settle(redis, { ...saleKeys(input.saleId), lines: lines.keys }, args);
        return reply.tag;
      });
    },

    async leaveLine({ saleId, attemptId, accountId }) {
      return knownItems.withLines<"left" | "not_in_line" | "not_loaded">(saleId, "not_loaded", async (lines) => {
        const args = { itemIds: lines.itemIds, attemptId, accountId, clock: clock.spec() };
        return (await leaveLine(redis, { ...saleKeys(saleId), lines: lines.keys }, args)).tag;
      });
    },

    async closeLine({ saleId, reason, max }) {
      const nothing = { closed: 0, remaining: 0 };
      return knownItems.withLines(saleId, nothing, async (lines) => {
        const reply = await closeLine(redis, { ...saleKeys(saleId), lines: lines.keys }, { reason, max });
        switch (reply.tag) {
          case "not_loaded":
            return nothing;
          case "items_changed":
            return "items_changed";
          case "closed":
            return { closed: reply.count, remaining: reply.remaining };
        }
      });
    },

    async closeItemLine({ saleId, itemId, reason, max }) {
      const keys = { ...saleKeys(saleId), lines: [lineKey(saleId, itemId)] };
      const reply = await closeLine(redis, keys, { reason, max });
      switch (reply.tag) {
        case "closed":
          return reply.count;
        case "not_loaded":
        // Somebody waits, but for another item.
        case "items_changed":
          return 0;
      }
    },

    async adjust({ saleId, itemId, cause, totalDelta, releasedDelta }) {
      const keys = { ...saleKeys(saleId), line: lineKey(saleId, itemId) };
      const { tag } = await adjust(redis, keys, { itemId, cause, totalDelta, releasedDelta, clock: clock.spec() });
      if (tag === "unknown_item") throw new Error(`sale ${saleId} has no item ${itemId}`);
      return tag;
    },

    async readAttempt(attemptId) {
      const saleId = saleIdOfAttempt(attemptId);
      if (saleId === null) return "unknown";
      return knownItems.withLines<Attempt | "unknown" | "not_loaded">(saleId, "not_loaded", async (lines) => {
        const reply = await readAttempt(redis, { ...saleKeys(saleId), lines: lines.keys }, { attemptId });
        if (reply.tag !== "attempt") return reply.tag;
        const attempt = decodeAttempt(saleId, attemptId, reply.record, reply.place);
        return lines.has(attempt.itemId) ? attempt : "items_changed";
      });
    },

    async readAccount(saleId, accountId) {
      return knownItems.withLines<Attempt | "none" | "not_loaded">(saleId, "not_loaded", async (lines) => {
        const reply = await readAccount(redis, { ...saleKeys(saleId), lines: lines.keys }, { accountId });
        if (reply.tag !== "attempt") return reply.tag;
        const attempt = decodeAttempt(saleId, reply.attemptId, reply.record, reply.place);
        return lines.has(attempt.itemId) ? attempt : "items_changed";
      });
    },

    async readSale(saleId) {
      const reply = await readSale(redis, saleKeys(saleId));
      return reply.tag === "sale" ? decodeCounts(reply) : reply.tag;
    },

    async readRefusals(saleId) {
      const reply = await readRefusals(redis, saleKeys(saleId), { clock: clock.spec() });
      return reply.tag === "refusals" ? decodeRefusals(reply) : reply.tag;
    },

    async *readAccountIds(saleId) {
      const { accounts } = saleKeys(saleId);
      let cursor = "0";
      do {
        const [next, entries] = await redis.hscan(accounts, cursor, "COUNT", accountsPerScan);
        cursor = next;
        yield entries.filter((_, index) => index % 2 === 0);
      } while (cursor !== "0");
    },

    async unload(saleId) {
      const itemIds = await knownItems.read(saleId);
      await redis.unlink(...Object.values(saleKeys(saleId)), ...itemIds.map((itemId) => lineKey(saleId, itemId)));
      knownItems.forget(saleId);
    },
  };
}

function reserveReply(input: ReserveInput, reply: ScriptReserveReply): ReserveReply {
  switch (reply.tag) {
    case "accepted":
      return { word: "accepted", attempt: acceptedAttempt(input, reply.receivedAtMs, reply.place) };
    case "known":
      return { word: "known", attempt: decodeAttempt(input.saleId, input.attemptId, reply.record, reply.place) };
    case "limit_reached":
      return { word: reply.tag, attemptIds: reply.attemptIds };
    case "all_held":
      return { word: reply.tag, heldUntilMs: reply.heldUntilMs === 0 ? null : reply.heldUntilMs };
    case "not_open":
      return { word: reply.tag, retryAfterMs: reply.retryAfterMs };
    case "stale_epoch":
      return { word: reply.tag, epoch: reply.epoch };
    case "key_reused":
    case "sold_out":
    case "too_few":
    case "line_full":
    case "backlogged":
    case "ended":
    case "paused":
    case "cancelled":
    case "not_loaded":
      return { word: reply.tag };
    case "unknown_item":
      // The caller knows the sale's items: what the gate lacks was added a moment ago, or deleted by somebody.
      return { word: "not_loaded" };
  }
}

function acceptedAttempt(input: ReserveInput, receivedAtMs: number, place: number): Attempt {
  return {
    attemptId: input.attemptId,
    saleId: input.saleId,
    accountId: input.accountId,
    itemId: input.itemId,
    quantity: input.quantity,
    state: "queued",
    reason: null,
    receivedAtMs,
    payByMs: null,
    place: place === 0 ? null : place,
  };
}
