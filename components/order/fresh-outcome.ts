let freshlyPaid: string | null = null;

/** The pay page saw this order become paid and is about to lead to its page. */
export function rememberFreshlyPaid(orderId: string): void {
  freshlyPaid = orderId;
}

/** Whether this order was paid on the page just left. */
export function isFreshlyPaid(orderId: string): boolean {
  return freshlyPaid === orderId;
}
