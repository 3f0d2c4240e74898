/** Times of payments in milliseconds of the shop's clock. */
export interface PaymentSettings {
  /** A payment without an answer for this long is asked for; later questions come at growing distances. */
  readonly answerWaitMs: number;
  /** An order stays `paying` at most this long (the unit cannot be lost meanwhile); then it expires. */
  readonly payingMaxMs: number;
  /** A refund that did not go through is sent again, with the same key, after this long. */
  readonly refundRetryMs: number;
  /** Events, payments and refunds handled in one round. */
  readonly batchSizeMax: number;
}

export const defaultPaymentSettings: PaymentSettings = {
  answerWaitMs: 30_000,
  payingMaxMs: 120_000,
  refundRetryMs: 10_000,
  batchSizeMax: 100,
};
