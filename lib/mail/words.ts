import * as z from "zod";
import { formatMoney, formatOrderNumber } from "../domain";
import { type AccountMailKind, accountWords } from "./account-words";
import type { DueMail, MailOrder } from "./claim-mails";
import { formatMoment } from "./format-moment";
import type { MailWords, Pointless } from "./mail-words";
import type { AccountLinks, ReminderLinks, ReminderMailKind } from "./ports";
import { reminderWords } from "./reminder-words";

export type { MailLink, MailWords, Pointless } from "./mail-words";

const reasonSchema = z.object({ reason: z.string().optional() });
const testSchema = z.object({ askedBy: z.string() });

export interface WordsParts {
  readonly appOrigin: string;
  readonly reminderLinks: ReminderLinks;
  readonly accountLinks: AccountLinks;
}

/** The words of each kind. What the kinds are and when they are sent: lib/domain/mail.ts. */
export function wordsOf(
  mail: Pick<DueMail, "kind" | "facts" | "order" | "sale" | "wanted">,
  { appOrigin, reminderLinks, accountLinks }: WordsParts,
): MailWords | Pointless {
  switch (mail.kind) {
    case "reminder_confirm":
    case "reminder_due":
    case "reminder_moved":
    case "reminder_cancelled":
      return reminderWords({ ...mail, kind: mail.kind }, appOrigin, reminderLinks);
    case "password_reset":
    case "password_changed":
    case "email_verification":
      return accountWords({ ...mail, kind: mail.kind }, appOrigin, accountLinks);
    case "account_suspended":
      return suspendedWords(reasonSchema.parse(mail.facts).reason);
    case "test_mail":
      return testWords(testSchema.parse(mail.facts).askedBy);
    default: {
      const { order } = mail;
      if (order === null) return { why: "The order this mail is about is not there." };
      return orderWords(mail.kind, order, reasonSchema.parse(mail.facts).reason, appOrigin);
    }
  }
}

type OrderKind = Exclude<DueMail["kind"], "account_suspended" | "test_mail" | ReminderMailKind | AccountMailKind>;

function orderWords(
  kind: OrderKind,
  order: MailOrder,
  reason: string | undefined,
  appOrigin: string,
): MailWords | Pointless {
  const number = formatOrderNumber(order.number);
  const amount = formatMoney(order.amount);
  const link = { label: `See order ${number}`, url: `${appOrigin}/orders/${order.id}` };
  const saleLink = { label: "See the sale", url: `${appOrigin}/sales/${order.saleSlug}` };
  switch (kind) {
    case "order_paid":
      return {
        subject: `${number} is paid: ${order.saleTitle}`,
        paragraphs: [`Your order ${number} for ${order.saleTitle} is paid: ${amount}.`, "There is nothing more to do."],
        link,
      };
    case "order_refunded":
      return {
        subject: `${number} was refunded: ${amount}`,
        paragraphs: [
          `We sent ${amount} for order ${number} (${order.saleTitle}) back the way you paid.`,
          "Banks take 3 to 5 working days to show it.",
        ],
        link,
      };
    case "hold_released":
      return {
        subject: `Your hold on ${order.saleTitle} was released`,
        paragraphs: [
          `The store released your hold on ${order.saleTitle} (order ${number}).`,
          ...because(reason),
          "You were not charged. While the sale runs and units are free you may buy again.",
        ],
        link: saleLink,
      };
    case "sale_cancelled":
      return {
        subject: `The sale of ${order.saleTitle} was cancelled`,
        paragraphs: [
          `The store cancelled the sale of ${order.saleTitle}, and with it your order ${number}.`,
          ...because(order.cancelReason ?? undefined),
          wasPaid(order)
            ? `Your ${amount} go back the way you paid. Banks take 3 to 5 working days to show them.`
            : "You were not charged.",
        ],
        link,
      };
    case "line_offered":
      return offeredWords(order, number, appOrigin);
  }
}

function offeredWords(order: MailOrder, number: string, appOrigin: string): MailWords | Pointless {
  if (order.state !== "reserved" || order.payByMs <= order.nowMs) {
    return { why: "The hold was over, or paid, before the mail could go out." };
  }
  const until = formatMoment(order.payByMs, order.timeZone);
  return {
    subject: `A unit came back: ${order.saleTitle} is reserved for you`,
    paragraphs: [
      `You waited in line for ${order.saleTitle}, and a unit came back. It is reserved for you as order ${number}.`,
      `Pay ${formatMoney(order.amount)} by ${until}. After that it goes to the next in line.`,
    ],
    link: { label: "Pay now", url: `${appOrigin}/orders/${order.id}/pay` },
  };
}

function suspendedWords(reason: string | undefined): MailWords {
  return {
    subject: "Your account was suspended",
    paragraphs: [
      "The store suspended your account. You are signed out everywhere and cannot buy.",
      ...because(reason),
      "Orders that are paid stay yours. If you think this is a mistake, write to the store.",
    ],
    link: null,
  };
}

function testWords(askedBy: string): MailWords {
  return {
    subject: "Test mail from your store",
    paragraphs: [`${askedBy} asked for this mail to see whether mail goes out. It does.`],
    link: null,
  };
}

function because(reason: string | undefined): readonly string[] {
  return reason === undefined || reason === "" ? [] : [`The store says: ${reason}`];
}

/** Whether money is on its way back; an order of a cancelled sale that never was paid is `cancelled`. */
function wasPaid(order: MailOrder): boolean {
  return order.state === "refunding" || order.state === "refunded" || order.state === "paid";
}
