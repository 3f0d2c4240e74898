import type { AdminSaleAnswer, EndedReason, MonitorAnswer } from "@/lib/domain";
import { formatExactTime, formatMoment, zoneCity } from "../../sale/format-wall-time";

const endings: Readonly<Record<EndedReason, string>> = {
  time: "its time was over",
  sold_out: "everything is sold",
  stopped: "the store ended it",
};

const words = {
  draft: "A draft. Nobody sees it before it is published.",
  scheduled: (at: string) => `Scheduled. Opens ${at}.`,
  heldBack: (at: string) => `Scheduled for ${at}, but paused: it will not open before it is resumed.`,
  live: (at: string) => `Live. Ends ${at}.`,
  paused: (time: string) => `Paused since ${time}. Nobody can buy; holds and places are kept.`,
  ended: (at: string, why: string) => `Ended ${at}: ${why}.`,
  cancelled: (reason: string) => (reason === "" ? "Cancelled." : `Cancelled: ${reason}`),
};

type Phase = Pick<MonitorAnswer, "phase" | "startsAt" | "endsAt" | "pausedAt">;
type Ending = Pick<AdminSaleAnswer, "endedAt" | "endedReason" | "cancelReason">;

/** The sale's phase as one sentence; it changes when the phase or its times do, and at no other time. */
export function describePhase(monitor: Phase, sale: Ending | null, timeZone: string): string {
  const moment = (at: string) => `${formatMoment(Date.parse(at), timeZone)} (${zoneCity(timeZone)})`;
  switch (monitor.phase) {
    case "draft":
      return words.draft;
    case "scheduled":
      return monitor.pausedAt === null
        ? words.scheduled(moment(monitor.startsAt))
        : words.heldBack(moment(monitor.startsAt));
    case "live":
      return words.live(moment(monitor.endsAt));
    case "paused":
      return words.paused(formatExactTime(Date.parse(monitor.pausedAt ?? monitor.startsAt), timeZone));
    case "ended":
      return words.ended(moment(sale?.endedAt ?? monitor.endsAt), endings[sale?.endedReason ?? "time"]);
    case "cancelled":
      return words.cancelled(sale?.cancelReason ?? "");
  }
}
