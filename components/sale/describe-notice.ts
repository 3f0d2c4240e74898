import type { SaleNotice } from "@/lib/domain";
import { fillSlots, slot } from "../words/fill-slots";
import type { WordsFor } from "../words/provide-words";
import { formatDate, formatMoment, formatTime } from "./format-wall-time";

/** A notice as a sentence: pieces of text and times, so that times can be marked up as such. */
export type NoticePiece = string | { readonly atMs: number; readonly text: string };

/** What the store did; `timeZone` is the sale's. */
export function describeNotice(notice: SaleNotice, timeZone: string, say: WordsFor<"product">): readonly NoticePiece[] {
  const { fromMs = notice.atMs, toMs = notice.atMs } = notice.moved ?? {};
  const dateOf = (ms: number) => formatDate(ms, timeZone, say.locale);
  // The day is said only where it is not the day on which the store told.
  const sameDay = [fromMs, toMs].every((ms) => dateOf(ms) === dateOf(notice.atMs));
  const time = (atMs: number) => ({
    atMs,
    text: sameDay ? formatTime(atMs, timeZone) : formatMoment(atMs, timeZone, say.locale),
  });
  const moved = (what: (values: { readonly from: string; readonly to: string }) => string) =>
    fillSlots(what({ from: slot(0), to: slot(1) }), [time(fromMs), time(toMs)]);
  switch (notice.kind) {
    case "extended":
      return moved(toMs < fromMs ? say.product.noticeShortened : say.product.noticeExtended);
    case "rescheduled":
      return moved(say.product.noticeRescheduled);
    case "paused":
      return [say.product.noticePaused];
    case "resumed":
      return [say.product.noticeResumed];
    case "restocked":
      return [say.product.noticeRestocked];
    case "cancelled":
      return [say.product.noticeCancelled];
  }
}
