import type { AttemptAnswer, EtaBand, Odds } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { formatTime } from "./format-wall-time";

type AttemptWords = WordsFor<"attempt">;

/** What is known of a place in line, a sentence each: who holds what and until when, what comes, how likely it is. */
export function lineSentences(attempt: AttemptAnswer, timeZone: string, say: AttemptWords): readonly string[] {
  const { place, held, coming = 0, by, odds } = attempt;
  if (place === undefined || held === undefined) return [];
  const ahead = attempt.ahead ?? place - 1;
  const isBeyond = place > held + coming;
  return [
    isBeyond ? say.attempt.beyondHeld({ held, ahead }) : say.attempt.heldAndAhead({ held, ahead }),
    ...(by === undefined ? [] : [say.attempt.lastHold({ time: formatTime(Date.parse(by), timeZone) })]),
    ...(coming === 0 ? [] : [say.attempt.coming({ count: coming })]),
    ...(odds === undefined || isBeyond ? [] : [oddsWords(odds, say)]),
  ];
}

/** Never better than it was: a share of 0.27 is 1 in 4, and one of 0.68 is 6 in 10. */
export function oddsWords(odds: Odds, say: AttemptWords): string {
  const chance = say.attempt.chance[odds.chance];
  if (odds.returned === 0) return say.attempt.oddsNone({ chance, of: odds.of });
  const share = odds.returned / odds.of;
  if (share < 0.4) return say.attempt.oddsOneIn({ chance, count: Math.ceil(odds.of / odds.returned) });
  return share >= 1
    ? say.attempt.oddsAll({ chance, of: odds.of })
    : say.attempt.oddsInTen({ chance, count: Math.floor(share * 10) });
}

const order: readonly EtaBand[] = ["under_10s", "about_30s", "1_2_min", "2_5_min", "over_5_min"];

/** Whether more is to be waited than was said before; what is unknown is neither more nor less. */
export function hasRisen(before: EtaBand | undefined, now: EtaBand | undefined): boolean {
  const from = order.indexOf(before ?? "unknown");
  return from >= 0 && order.indexOf(now ?? "unknown") > from;
}
