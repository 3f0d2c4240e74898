import {
  type AttemptState,
  attemptIdOfOrder,
  attemptOfOrder,
  attemptStates,
  type OrderState,
  orderStates,
} from "../../domain";
import type { AttemptStories, AttemptStory } from "./attempt-story";
import { type Fields, fieldsOf, numberOf, textOf } from "./history-line";
import type { Heard } from "./ports";

/** What can be said after what, other than the same again. Everything can follow `queued`. */
const mayFollow: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  queued: ["reserved", "paying", "paid", "lost", "left", "expired"],
  // `lost` is a sale that was cancelled, or money that went back.
  reserved: ["paying", "paid", "lost", "left", "expired"],
  paying: ["reserved", "paid", "lost", "left", "expired"],
  paid: ["lost"],
  // Money that came late finds a free unit, or goes back.
  expired: ["paid", "lost"],
  lost: [],
  left: ["lost"],
};

const turnsMax = 4;

export interface StoryTeller {
  readonly stories: AttemptStories;
  hear(heard: Heard): void;
}

export function createStoryTeller(): StoryTeller {
  const stories = new Map<string, AttemptStory>();

  function accept(heard: Heard): void {
    const { value, sale, accountId, invokedMs, heardMs } = heard;
    const answer = fieldsOf(value.answer);
    const attemptId = textOf(answer, "attemptId");
    if (attemptId === "") return;
    if (!stories.has(attemptId)) {
      stories.set(attemptId, {
        attemptId,
        saleId: sale.id,
        accountId,
        key: textOf(value, "key"),
        itemId: numberOf(value, "itemId") ?? sale.items[0]?.id ?? 0,
        quantity: numberOf(value, "quantity") ?? 1,
        askedMs: invokedMs,
        acceptedMs: heardMs,
        word: "queued",
        saidBy: "attempt",
        saidMs: heardMs,
        heardMs: 0,
        turns: [],
        live: [],
        confirmingMs: heardMs,
        undecidedMs: 0,
        toldOrder: false,
        toldLost: false,
      });
    }
    tell(stories.get(attemptId), heard, stateOf(answer), null);
  }

  return {
    stories,
    hear(heard) {
      const { f, word, value } = heard;
      if (f === "attempt") {
        if (word === "ok") accept(heard);
        return;
      }
      const answer = fieldsOf(value.answer);
      if (f === "poll") {
        const story = stories.get(textOf(value, "attemptId"));
        if (word !== "ok") return unheard(story, heard);
        return tell(story, heard, stateOf(answer), textOf(answer, "reason"));
      }
      if (f === "look") {
        const state = orderStateOf(answer);
        if (word !== "ok" || state === null) return;
        const { state: read, reason } = attemptOfOrder(state);
        return tell(stories.get(attemptIdOfOrder(textOf(value, "orderId"))), heard, read, reason ?? "");
      }
      if (f === "leave") {
        const story = stories.get(textOf(value, "attemptId"));
        const isOver = story !== undefined && mayFollow[story.word].includes("left");
        if (word === "ok" && isOver) tell(story, heard, "left", null);
      }
    },
  };
}

function stateOf(answer: Fields): AttemptState | null {
  return attemptStates.find((state) => state === answer.state) ?? null;
}

function orderStateOf(answer: Fields): OrderState | null {
  return orderStates.find((state) => state === answer.state) ?? null;
}

/** An answer that was no decision, or none at all. */
function unheard(story: AttemptStory | undefined, { invokedMs }: Heard): void {
  if (story?.word === "queued") story.undecidedMs = Math.max(story.undecidedMs, invokedMs);
}

function tell(story: AttemptStory | undefined, heard: Heard, state: AttemptState | null, reason: string | null): void {
  if (story === undefined || state === null) return;
  const { invokedMs, heardMs } = heard;
  // Two who ask at the same time may hear one after the other what was said the other way round.
  if (invokedMs < story.heardMs) return;
  const saidBy = heard.f === "look" ? "order" : "attempt";
  if (state !== story.word && !follows(story.word, state, reason)) {
    const turn = { words: `${state} after ${story.word}`, saidMs: story.saidMs, atMs: invokedMs };
    // The latest is the one that has lasted longest.
    if (story.turns.length === turnsMax) story.turns.pop();
    story.turns.push({ ...turn, byTheSame: saidBy === story.saidBy });
    if (saidBy !== story.saidBy) return;
  }
  if (state === "queued") {
    if (numberOf(fieldsOf(heard.value.answer), "place") !== null) story.confirmingMs = heardMs;
    else if (heard.f !== "attempt") unheard(story, heard);
  }
  if (state === "reserved" || state === "paying" || state === "paid") {
    story.toldOrder = true;
    live(story, invokedMs, heardMs);
  } else if (state === "lost" && !story.toldOrder) {
    story.toldLost = true;
  }
  if (state !== story.word) {
    story.saidBy = saidBy;
    story.saidMs = heardMs;
  }
  story.word = state;
  story.heardMs = heardMs;
}

function follows(before: AttemptState, after: AttemptState, reason: string | null): boolean {
  if (!mayFollow[before].includes(after)) return false;
  // Once there was an order, only a cancelled one reads as lost.
  return after !== "lost" || before === "queued" || reason === "cancelled";
}

/** A span goes from the first answer that says so to the last request that was answered so. */
function live(story: AttemptStory, invokedMs: number, heardMs: number): void {
  const wasLive = story.word === "reserved" || story.word === "paying" || story.word === "paid";
  if (wasLive && story.live.length > 0) story.live[story.live.length - 1] = invokedMs;
  else story.live.push(heardMs, invokedMs);
}
