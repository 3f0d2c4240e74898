import * as z from "zod";
import { formatOrderNumber } from "../domain";
import { type AccountMailKind, accountWords } from "./account-words";
import type { DueMail, MailOrder } from "./claim-mails";
import { type MailTongue, mailTongue, withLink } from "./mail-tongue";
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

/** The words of each kind, in the mail's language. What the kinds are and when they are sent: lib/domain/mail.ts. */
export function wordsOf(
  mail: Pick<DueMail, "kind" | "facts" | "order" | "sale" | "wanted" | "locale">,
  { appOrigin, reminderLinks, accountLinks }: WordsParts,
): MailWords | Pointless {
  const tongue = mailTongue(mail.locale, appOrigin);
  switch (mail.kind) {
    case "reminder_confirm":
    case "reminder_due":
    case "reminder_moved":
    case "reminder_cancelled":
      return reminderWords({ ...mail, kind: mail.kind }, tongue, appOrigin, reminderLinks);
    case "password_reset":
    case "password_changed":
    case "email_verification":
      return accountWords({ ...mail, kind: mail.kind }, tongue, accountLinks);
    case "account_suspended": {
      const because = tongue.because(reasonSchema.parse(mail.facts).reason);
      return { ...tongue.say.suspended({ because }), link: null };
    }
    case "test_mail":
      return { ...tongue.say.testMail(testSchema.parse(mail.facts)), link: null };
    default: {
      const { order } = mail;
      if (order === null) return { why: "The order this mail is about is not there." };
      return orderWords(mail.kind, order, reasonSchema.parse(mail.facts).reason, tongue);
    }
  }
}

type OrderKind = Exclude<DueMail["kind"], "account_suspended" | "test_mail" | ReminderMailKind | AccountMailKind>;

function orderWords(
  kind: OrderKind,
  order: MailOrder,
  reason: string | undefined,
  tongue: MailTongue,
): MailWords | Pointless {
  const { say } = tongue;
  const values = {
    number: formatOrderNumber(order.number),
    title: order.saleTitle,
    amount: tongue.money(order.amount),
  };
  const orderUrl = tongue.url(`/orders/${order.id}`);
  switch (kind) {
    case "order_paid":
      return withLink(say.orderPaid(values), orderUrl);
    case "order_refunded":
      return withLink(say.orderRefunded(values), orderUrl);
    case "hold_released":
      return withLink(
        say.holdReleased({ ...values, because: tongue.because(reason) }),
        tongue.url(`/sales/${order.saleSlug}`),
      );
    case "sale_cancelled": {
      const back = wasPaid(order) ? values.amount : null;
      return withLink(say.saleCancelled({ ...values, because: tongue.because(order.cancelReason), back }), orderUrl);
    }
    case "line_offered": {
      if (order.state !== "reserved" || order.payByMs <= order.nowMs) {
        return { why: "The hold was over, or paid, before the mail could go out." };
      }
      const until = tongue.moment(order.payByMs, order.timeZone);
      return withLink(say.lineOffered({ ...values, until }), tongue.url(`/orders/${order.id}/pay`));
    }
  }
}

/** Whether money is on its way back; an order of a cancelled sale that never was paid is `cancelled`. */
function wasPaid(order: MailOrder): boolean {
  return order.state === "refunding" || order.state === "refunded" || order.state === "paid";
}
