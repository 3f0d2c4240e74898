import { type AdminOrderEvent, type AdminOrderMail, type AdminPayment, formatMoney } from "@/lib/domain";
import { formatMoment } from "../../sale/format-wall-time";

const eventTitles: Readonly<Record<string, string>> = {
  clicked: "Clicked",
  reserved: "Reserved",
  paying: "Payment sent",
  declined: "Payment declined",
  extended: "Hold extended",
  paid: "Paid",
  expired: "Hold ended unpaid",
  left: "Given back by the buyer",
  released: "Hold released by the store",
  cancelled: "Cancelled with the sale",
  refunding: "Refund asked for",
  refunded: "Refunded",
};

/** A step of an order in words, with its detail. A kind nobody named here is shown by its own word. */
export function describeEvent({ kind, detail }: Pick<AdminOrderEvent, "kind" | "detail">): string {
  const title = eventTitles[kind] ?? kind.replaceAll("_", " ");
  return detail === "" ? title : `${title}: ${detail}`;
}

export function describePayment(payment: AdminPayment): string {
  const { amount, method, provider, providerRef, state, failureReason } = payment;
  const parts = [
    `${formatMoney(amount)} by ${method} (${provider}): ${state}`,
    failureReason === null ? "" : `because ${failureReason.replaceAll("_", " ")}`,
    providerRef === null ? "" : `reference ${providerRef}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

export function describeMail({ kind, state, createdAt, sentAt, error }: AdminOrderMail, timeZone: string): string {
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll("_", " ")}`;
  const at = formatMoment(Date.parse(sentAt ?? createdAt), timeZone);
  switch (state) {
    case "sent":
      return `${title}: sent ${at}`;
    case "waiting":
      return error === "" ? `${title}: waits since ${at}` : `${title}: waits since ${at}, last try failed: ${error}`;
    case "failed":
      return `${title}: given up, ${error}`;
  }
}
