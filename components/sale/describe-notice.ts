import type { SaleNotice } from "@/lib/domain";
import { formatDate, formatMoment, formatTime } from "./format-wall-time";

/** A notice as a sentence: pieces of text and times, so that times can be marked up as such. */
export type NoticePiece = string | { readonly atMs: number; readonly text: string };

/** What the store did; `timeZone` is the sale's. */
export function describeNotice(notice: SaleNotice, timeZone: string): readonly NoticePiece[] {
  const { fromMs = notice.atMs, toMs = notice.atMs } = notice.moved ?? {};
  // The day is said only where it is not the day on which the store told.
  const sameDay = [fromMs, toMs].every((ms) => formatDate(ms, timeZone) === formatDate(notice.atMs, timeZone));
  const time = (atMs: number) => ({
    atMs,
    text: sameDay ? formatTime(atMs, timeZone) : formatMoment(atMs, timeZone),
  });
  switch (notice.kind) {
    case "extended":
      return [toMs < fromMs ? "End brought forward from " : "Extended from ", time(fromMs), " to ", time(toMs)];
    case "rescheduled":
      return ["Start moved from ", time(fromMs), " to ", time(toMs)];
    case "paused":
      return ["Paused"];
    case "resumed":
      return ["Resumed"];
    case "restocked":
      return ["More pieces added"];
    case "cancelled":
      return ["Cancelled"];
  }
}
