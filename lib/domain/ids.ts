/** Public names of sales: lower-case words joined by single hyphens, at most 64 characters. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function isSlug(text: string): boolean {
  return text.length <= 64 && slugPattern.test(text);
}

/** `Idempotency-Key` of an attempt, made by the client. */
export const attemptKeyPattern = /^[A-Za-z0-9_-]{16,64}$/;

/**
 * `a<sale id in base 36>_<22 characters>`. The tail is a keyed hash of sale, account and attempt key,
 * so it cannot be guessed and the same wish has the same id everywhere; the head tells where to look.
 */
const attemptIdPattern = /^a([0-9a-z]{1,7})_[A-Za-z0-9_-]{22}$/;

export function composeAttemptId(saleId: number, tail: string): string {
  return `a${saleId.toString(36)}_${tail}`;
}

/** The sale an attempt id belongs to, or null if the text is no attempt id. */
export function saleIdOfAttempt(attemptId: string): number | null {
  const match = attemptIdPattern.exec(attemptId);
  return match?.[1] === undefined ? null : Number.parseInt(match[1], 36);
}

/** An attempt has at most one order, so the order's id is the attempt's with another first letter. */
export function orderIdOfAttempt(attemptId: string): string {
  return `o${attemptId.slice(1)}`;
}

export function attemptIdOfOrder(orderId: string): string {
  return `a${orderId.slice(1)}`;
}

const orderIdPattern = /^o[0-9a-z]{1,7}_[A-Za-z0-9_-]{22}$/;

export function isOrderId(text: string): boolean {
  return orderIdPattern.test(text);
}

/** What people read to each other on the phone: `ZH-100042`. */
export function formatOrderNumber(sequence: number): string {
  return `ZH-${sequence}`;
}
