import type { AttemptAnswer, Problem } from "@/lib/domain";

/** Where this browser's click stands, before the server has an attempt to tell of. Times are server time. */
export type Wish =
  | { readonly word: "idle" }
  | { readonly word: "sending" }
  /** The answer was lost: nobody here knows whether the click arrived, and the same key is asked about. */
  | { readonly word: "checking" }
  /** It will be sent again by itself, with the same key. */
  | { readonly word: "waiting"; readonly reason: WaitReason; readonly untilMs: number }
  /** The shopper may click again from then on. */
  | { readonly word: "throttled"; readonly untilMs: number }
  | { readonly word: "refused"; readonly problem: Problem; readonly atMs: number }
  /** Gave up asking. The key is kept, so the next click is the same wish; `sent`: it may have arrived. */
  | { readonly word: "unanswered"; readonly sent: boolean }
  | { readonly word: "accepted"; readonly attempt: AttemptAnswer };

/** Why a wish waits: the shop is busy, the start is a moment away, our last request was too recent, or no network. */
export type WaitReason = "busy" | "not_open" | "paced" | "connection";

/** Whether the wish is on its way, so that further clicks mean nothing. */
export function isUnderWay(wish: Wish): boolean {
  return wish.word === "sending" || wish.word === "checking" || wish.word === "waiting";
}
