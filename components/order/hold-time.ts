import type { WordsFor } from "../words/provide-words";

const secondMs = 1_000;

/** From here on the page offers more time. WCAG asks for at least 20 s of warning; 2 minutes is plenty. */
const soonMs = 120_000;

export type HoldTime =
  | { readonly word: "calm"; readonly text: string }
  /** Two minutes or less are left. */
  | { readonly word: "soon"; readonly text: string }
  | { readonly word: "over" };

/** What the hold's clock shows: minutes and seconds, rounded up, so that 0:00 is never shown while time is left. */
export function holdTime(remainingMs: number): HoldTime {
  if (remainingMs <= 0) return { word: "over" };
  const seconds = Math.ceil(remainingMs / secondMs);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return { word: remainingMs <= soonMs ? "soon" : "calm", text };
}

/** The same for those who listen, spoken each full minute: `9 minutes left to pay`. */
export function spokenHoldTime(remainingMs: number, say: WordsFor<"order">): string {
  const minutes = Math.ceil(remainingMs / 60_000);
  if (remainingMs <= 0) return say.order.timeIsOver;
  return minutes === 1 ? say.order.lessThanMinute : say.order.minutesLeft({ minutes });
}
