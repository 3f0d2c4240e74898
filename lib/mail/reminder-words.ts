import * as z from "zod";
import { calendarFile, isTimeZone } from "../domain";
import type { DueMail, MailSale } from "./claim-mails";
import { type MailTongue, withLink } from "./mail-tongue";
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
export function reminderWords(
  mail: ReminderMailNow,
  tongue: MailTongue,
  appOrigin: string,
  links: ReminderLinks,
): MailWords | Pointless {
  const { sale } = mail;
  if (sale === null) return { why: "The sale this mail is about is not there." };
  const { reminder, fromMs, toMs } = factsSchema.parse(mail.facts);
  // A cancelled sale has no reminders any more, and its last mail is sent all the same.
  if (!mail.wanted && mail.kind !== "reminder_cancelled") return { why: "The reminder was stopped." };
  const known = { ...sale, timeZone: isTimeZone(sale.timeZone) ? sale.timeZone : "UTC" };
  const was = fromMs === undefined ? null : tongue.moment(fromMs, known.timeZone);
  switch (mail.kind) {
    case "reminder_confirm":
      return confirmWords(known, tongue, links.confirm(reminder, tongue.locale));
    case "reminder_due":
      return withStop(
        withCalendar(dueWords(known, was, tongue), known, tongue, appOrigin),
        known,
        reminder,
        links,
        tongue,
      );
    case "reminder_moved":
      return withStop(
        withCalendar(movedWords(known, was, toMs, tongue), known, tongue, appOrigin),
        known,
        reminder,
        links,
        tongue,
      );
    case "reminder_cancelled":
      return withCalendar(cancelledWords(known, tongue), known, tongue, appOrigin);
  }
}

function confirmWords(sale: MailSale, tongue: MailTongue, confirmUrl: string): MailWords | Pointless {
  if (isOver(sale)) return { why: "The sale began or was called off before the mail could go out." };
  return withLink(tongue.say.reminderConfirm(valuesOf(sale, tongue)), confirmUrl);
}

function dueWords(sale: MailSale, was: string | null, tongue: MailTongue): MailWords | Pointless {
  if (sale.status === "cancelled" || sale.status === "ended" || sale.nowMs >= sale.endsAtMs) {
    return { why: "The sale was over before the mail could go out." };
  }
  const said = tongue.say.reminderDue({
    ...valuesOf(sale, tongue),
    price: tongue.money(sale.price),
    isOpen: sale.nowMs >= sale.startsAtMs,
    isPaused: sale.status === "paused",
    was,
  });
  return withLink(said, saleUrl(sale, tongue));
}

function movedWords(
  sale: MailSale,
  was: string | null,
  toMs: number | undefined,
  tongue: MailTongue,
): MailWords | Pointless {
  if (isOver(sale)) return { why: "The sale began or was called off before the mail could go out." };
  if (toMs !== sale.startsAtMs) return { why: "The start was moved again before the mail could go out." };
  return withLink(tongue.say.reminderMoved({ ...valuesOf(sale, tongue), was }), saleUrl(sale, tongue));
}

function cancelledWords(sale: MailSale, tongue: MailTongue): MailWords {
  const said = tongue.say.reminderCancelled({ title: sale.title, because: tongue.because(sale.cancelReason) });
  return withLink(said, saleUrl(sale, tongue));
}

function withStop(
  words: MailWords | Pointless,
  sale: MailSale,
  reminder: string,
  links: ReminderLinks,
  { say, locale }: MailTongue,
): MailWords | Pointless {
  if ("why" in words) return words;
  const { text, label } = say.stop(sale);
  return {
    ...words,
    stop: { text, link: { label, url: links.stop(reminder, locale) } },
    oneClickUrl: links.oneClick(reminder, locale),
  };
}

/** Nothing is left to wait for. */
function isOver(sale: MailSale): boolean {
  return sale.status === "cancelled" || sale.status === "ended" || sale.nowMs >= sale.startsAtMs;
}

const valuesOf = ({ title, startsAtMs, timeZone }: MailSale, tongue: MailTongue) => ({
  title,
  start: tongue.moment(startsAtMs, timeZone),
});
const saleUrl = (sale: MailSale, tongue: MailTongue) => tongue.url(`/sales/${sale.slug}`);

/** The entry in a calendar is the sale's own and in English, like the file beside its page. */
function withCalendar(
  words: MailWords | Pointless,
  sale: MailSale,
  tongue: MailTongue,
  appOrigin: string,
): MailWords | Pointless {
  if ("why" in words) return words;
  const { id, slug, title, startsAtMs, endsAtMs, version, nowMs, price } = sale;
  const phase = sale.status === "cancelled" ? "cancelled" : "scheduled";
  const event = { saleId: id, slug, title, startsAtMs, endsAtMs, version, phase, appOrigin, nowMs } as const;
  const content = calendarFile({ ...event, priceText: tongue.money(price) });
  return { ...words, calendar: { fileName: `${slug}.ics`, content } };
}
