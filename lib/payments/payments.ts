import { applyEvents } from "./apply-events";
import type { PaymentParts } from "./payment-parts";
import type { Payments } from "./ports";
import { receiveWebhook } from "./receive-webhook";
import { refundOrder } from "./refund-order";
import { refundPayments } from "./refund-payments";
import { defaultPaymentSettings, type PaymentSettings } from "./settings";
import { startPayment } from "./start-payment";
import { sweepPayments } from "./sweep-payments";
import { workThrough } from "./work-through";

export type PaymentOptions = Omit<PaymentParts, "settings"> & { readonly settings?: Partial<PaymentSettings> };

/** Joins the parts of payments. The web calls `pay` and `receiveWebhook`, the worker everything else. */
export function createPayments(options: PaymentOptions): Payments {
  const parts: PaymentParts = { ...options, settings: { ...defaultPaymentSettings, ...options.settings } };
  return {
    pay: (request) => startPayment(parts, request),
    refund: (orderId, detail, also) => refundOrder(parts, orderId, detail, also),
    receiveWebhook: (providerName, rawBody, headers) => receiveWebhook(parts, providerName, rawBody, headers),
    applyEvents: () => applyEvents(parts),
    sweep: () => workThrough([sweepPayments, refundPayments], (round) => round(parts)),
    async reach() {
      const { provider } = parts;
      // A key that no charge has: our own begin otherwise.
      await provider.find({ idempotencyKey: "reach" });
      return { name: provider.name, movesMoney: provider.deliver === undefined };
    },
    deliver: async () => (await parts.provider.deliver?.()) ?? 0,
  };
}
