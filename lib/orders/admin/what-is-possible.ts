import type { AdminOrderAnswer, AdminOrderMail, MailKind, OrderState, Possible } from "../../domain";

type MailShown = Pick<AdminOrderMail, "kind" | "state">;

/** What the store can do to an order now, and in words why not. The verbs ask the same again under the order's lock. */
export function whatIsPossible(state: OrderState, mails: readonly MailShown[]): AdminOrderAnswer["can"] {
  return { refund: refundPossible(state), release: releasePossible(state), resendMail: resendPossible(state, mails) };
}

export function refundPossible(state: OrderState): Possible {
  switch (state) {
    case "paid":
      return { may: true };
    case "reserved":
      return not("Nothing was paid yet. Release the hold instead.");
    case "paying":
      return not("It is being paid right now, which is decided within two minutes. Try again then.");
    case "refunding":
      return not("The money is on its way back already.");
    case "refunded":
      return not("The money is back already.");
    case "expired":
    case "left":
    case "cancelled":
      return not("Nothing was paid, so there is nothing to give back.");
  }
}

export function releasePossible(state: OrderState): Possible {
  switch (state) {
    case "reserved":
      return { may: true };
    case "paying":
      return not("It is being paid right now, which is decided within two minutes. Try again then.");
    case "paid":
      return not("It is paid. Refund it instead.");
    case "refunding":
    case "refunded":
    case "expired":
    case "left":
    case "cancelled":
      return not("There is no hold any more: the unit went back before.");
  }
}

export function resendPossible(state: OrderState, mails: readonly MailShown[]): Possible {
  if (mails.some((mail) => mail.state === "waiting")) return not("A mail about this order is waiting to go out.");
  return mailToResend(state, mails) === null
    ? not("There is no mail that tells how this order stands now.")
    : { may: true };
}

/** The kind of mail that is true of the order now; null when there is none. `mails` are oldest first. */
export function mailToResend(state: OrderState, mails: readonly Pick<MailShown, "kind">[]): ResentKind | null {
  switch (state) {
    case "paid":
      return "order_paid";
    case "refunded":
      return "order_refunded";
    case "reserved":
      return lastOf(["line_offered"], mails);
    case "refunding":
      return lastOf(["sale_cancelled"], mails);
    case "cancelled":
      return lastOf(["sale_cancelled", "hold_released"], mails);
    case "paying":
    case "expired":
    case "left":
      return null;
  }
}

export type ResentKind = Exclude<MailKind, "account_suspended" | "test_mail">;

function lastOf(kinds: readonly ResentKind[], mails: readonly Pick<MailShown, "kind">[]): ResentKind | null {
  return kinds.find((kind) => mails.some((mail) => mail.kind === kind)) ?? null;
}

function not(reason: string): Possible {
  return { may: false, reason };
}
