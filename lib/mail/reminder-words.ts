import * as z from "zod";
import { calendarFile, formatMoney, isTimeZone } from "../domain";
import type { DueMail, MailSale } from "./claim-mails";
import { formatMoment } from "./format-moment";
import type { MailWords, Pointless } from "./mail-words";
import type { ReminderLinks, ReminderMailKind } from "./ports";

const factsSchema = z.object({
  /** The reminder's token. */
  reminder: z.string(),
  /** The start as its owner knew it and as it is now, where it was moved. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
});

export interface ReminderMailNow extends Pick<DueMail, "facts" | "sale" | "wanted"> {
  readonly kind: ReminderMailKind;
}

/** What is told of a sale that somebody wants to hear of; pointless once it is not true any more. */
export function reminderWords(mail: ReminderMailNow, appOrigin: string, links: ReminderLinks): MailWords | Pointless {
  const { sale } = mail;
  if (sale === null) return { why: "The sale this mail is about is not there." };
  const { reminder, fromMs, toMs } = factsSchema.parse(mail.facts);
  // A cancelled sale has no reminders any more, and its last mail is sent all the same.
  if (!mail.wanted && mail.kind !== "reminder_cancelled") return { why: "The reminder was stopped." };
  const known = { ...sale, timeZone: isTimeZone(sale.timeZone) ? sale.timeZone : "UTC" };
  switch (mail.kind) {
    case "reminder_confirm":
      return confirmWords(known, links.confirm(reminder));
    case "reminder_due":
      return withStop(dueWords(known, fromMs, appOrigin), known, reminder, links);
    case "reminder_moved":
      return withStop(movedWords(known, fromMs, toMs, appOrigin), known, reminder, links);
    case "reminder_cancelled":
      return cancelledWords(known, appOrigin);
  }
}

function confirmWords(sale: MailSale, confirmUrl: string): MailWords | Pointless {
  if (isOver(sale)) return { why: "The sale began or was called off before the mail could go out." };
  return {
    subject: `Shall we remind you of ${sale.title}?`,
    paragraphs: [
      `Somebody, probably you, asked us to write to this address before ${sale.title} opens on ${startOf(sale)}.`,
      "Open the link and press the button, and we do. The link is good for 24 hours.",
      "If it was not you, do nothing: nothing more comes.",
    ],
    link: { label: "Confirm the reminder", url: confirmUrl },
  };
}

function dueWords(sale: MailSale, fromMs: number | undefined, appOrigin: string): MailWords | Pointless {
  if (sale.status === "cancelled" || sale.status === "ended" || sale.nowMs >= sale.endsAtMs) {
    return { why: "The sale was over before the mail could go out." };
  }
  const isOpen = sale.nowMs >= sale.startsAtMs;
  return {
    subject: isOpen ? `${sale.title} has opened` : `${sale.title} opens on ${startOf(sale)}`,
    paragraphs: [
      isOpen
        ? `${sale.title} has been open since ${startOf(sale)}, for ${formatMoney(sale.price)}.`
        : `${sale.title} opens on ${startOf(sale)}, for ${formatMoney(sale.price)}.`,
      ...(fromMs === undefined ? [] : [`The store moved the start; it was ${formatMoment(fromMs, sale.timeZone)}.`]),
      ...(sale.status === "paused" ? ["The store has paused it for now. Its page tells when it goes on."] : []),
      "Sign in before the start: then one press of Buy is enough.",
    ],
    link: saleLink(sale, appOrigin),
    calendar: calendarOf(sale, appOrigin),
  };
}

function movedWords(
  sale: MailSale,
  fromMs: number | undefined,
  toMs: number | undefined,
  appOrigin: string,
): MailWords | Pointless {
  if (isOver(sale)) return { why: "The sale began or was called off before the mail could go out." };
  if (toMs !== sale.startsAtMs) return { why: "The start was moved again before the mail could go out." };
  return {
    subject: `${sale.title} was moved to ${startOf(sale)}`,
    paragraphs: [
      `The store moved the start of ${sale.title} to ${startOf(sale)}.`,
      ...(fromMs === undefined ? [] : [`It was ${formatMoment(fromMs, sale.timeZone)}.`]),
      "We remind you ten minutes before. The file in this mail moves the entry in your calendar.",
    ],
    link: saleLink(sale, appOrigin),
    calendar: calendarOf(sale, appOrigin),
  };
}

function cancelledWords(sale: MailSale, appOrigin: string): MailWords {
  return {
    subject: `${sale.title} was cancelled`,
    paragraphs: [
      `The store cancelled the sale of ${sale.title}. It will not open.`,
      ...(sale.cancelReason === null || sale.cancelReason === "" ? [] : [`The store says: ${sale.cancelReason}`]),
      "This was the last mail about it. The file in this mail cancels the entry in your calendar.",
    ],
    link: saleLink(sale, appOrigin),
    calendar: calendarOf(sale, appOrigin),
  };
}

function withStop(
  words: MailWords | Pointless,
  sale: MailSale,
  reminder: string,
  links: ReminderLinks,
): MailWords | Pointless {
  if ("why" in words) return words;
  return {
    ...words,
    stop: {
      text: `You get this mail because you asked to be reminded of ${sale.title}.`,
      link: { label: "Stop it", url: links.stop(reminder) },
    },
    oneClickUrl: links.oneClick(reminder),
  };
}

/** Nothing is left to wait for. */
function isOver(sale: MailSale): boolean {
  return sale.status === "cancelled" || sale.status === "ended" || sale.nowMs >= sale.startsAtMs;
}

const startOf = (sale: MailSale): string => formatMoment(sale.startsAtMs, sale.timeZone);

const saleLink = (sale: MailSale, appOrigin: string) => ({
  label: "See the sale",
  url: `${appOrigin}/sales/${sale.slug}`,
});

function calendarOf(sale: MailSale, appOrigin: string): NonNullable<MailWords["calendar"]> {
  const { id, slug, title, startsAtMs, endsAtMs, version, nowMs, price } = sale;
  const phase = sale.status === "cancelled" ? "cancelled" : "scheduled";
  const event = { saleId: id, slug, title, startsAtMs, endsAtMs, version, phase, appOrigin, nowMs } as const;
  return { fileName: `${slug}.ics`, content: calendarFile({ ...event, priceText: formatMoney(price) }) };
}
