import { type SaleSnapshot, salePhase, type TicketOutcome } from "../domain";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";

export interface GiveTicketParts {
  readonly board: SaleBoard;
  readonly clock: Clock;
  readonly issueTicket: (grant: {
    saleId: number;
    accountId: string;
    issuedAtMs: number;
    expiresAtMs: number;
  }) => string;
  readonly isInvited: (saleId: number, accountId: string) => Promise<boolean>;
  /** False while the shop wants addresses confirmed and this account's is not. */
  readonly mayBuy: (accountId: string) => Promise<boolean>;
}

/** Half an hour spreads the look-ups of a crowd; what is checked here need not be checked at the click. */
export const ticketLeadMs = 30 * 60_000;
/** A ticket outlives the sale a little, so that a click whose answer got lost can still be asked for by its key. */
const afterEndMs = 10 * 60_000;

export async function giveTicket(
  parts: GiveTicketParts,
  wish: { readonly slug: string; readonly accountId: string; readonly level: number },
): Promise<TicketOutcome> {
  const sale = parts.board.bySlug(wish.slug);
  if (sale === undefined) return { word: "not_found" };
  const nowMs = parts.clock.nowMs();
  const phase = salePhase(sale, nowMs);
  if (phase === "ended" || phase === "cancelled") return { word: phase };
  const opensForTicketsMs = sale.startsAtMs - ticketLeadMs;
  if (nowMs < opensForTicketsMs) return { word: "not_open", retryAfterMs: opensForTicketsMs - nowMs };
  const rule = await ruleAgainst(parts, sale, wish);
  if (rule !== null) return { word: "not_eligible", rule };
  const expiresAtMs = sale.endsAtMs + afterEndMs;
  const ticket = parts.issueTicket({ saleId: sale.id, accountId: wish.accountId, issuedAtMs: nowMs, expiresAtMs });
  return { word: "issued", ticket, validFromMs: sale.startsAtMs, expiresAtMs };
}

const unconfirmed =
  "Confirm your e-mail address first: open the link we mailed to you, or have it mailed again on your account page. Then reload this page.";

/** The rule that keeps this account out, in words; null when none does. */
async function ruleAgainst(
  parts: GiveTicketParts,
  sale: SaleSnapshot,
  wish: { readonly accountId: string; readonly level: number },
): Promise<string | null> {
  if (wish.level < sale.minLevel) return `This sale is for accounts of level ${sale.minLevel} and above.`;
  if (sale.inviteOnly && !(await parts.isInvited(sale.id, wish.accountId))) {
    return "This sale is for invited accounts.";
  }
  if (!(await parts.mayBuy(wish.accountId))) return unconfirmed;
  return null;
}
