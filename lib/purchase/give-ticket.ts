import { type NotEligible, type SaleSnapshot, salePhase, type TicketOutcome } from "../domain";
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
  const refusal = await refuseAccount(parts, sale, wish);
  if (refusal !== null) return refusal;
  const expiresAtMs = sale.endsAtMs + afterEndMs;
  const ticket = parts.issueTicket({ saleId: sale.id, accountId: wish.accountId, issuedAtMs: nowMs, expiresAtMs });
  return { word: "issued", ticket, validFromMs: sale.startsAtMs, expiresAtMs };
}

const notInvited: NotEligible = {
  word: "not_eligible",
  reason: "invite",
  rule: "This sale is for invited accounts.",
};

const unconfirmed: NotEligible = {
  word: "not_eligible",
  reason: "unconfirmed",
  rule: "Confirm your e-mail address first: open the link we mailed to you, or have it mailed again on your account page. Then reload this page.",
};

/** The level is looked at here and again at the click. */
export function tooLowFor(sale: Pick<SaleSnapshot, "minLevel">): NotEligible {
  const rule = `This sale is for accounts of level ${sale.minLevel} and above.`;
  return { word: "not_eligible", reason: "level", rule };
}

/** Why this account is kept out; null when no rule does that. */
async function refuseAccount(
  parts: GiveTicketParts,
  sale: SaleSnapshot,
  wish: { readonly accountId: string; readonly level: number },
): Promise<NotEligible | null> {
  if (wish.level < sale.minLevel) return tooLowFor(sale);
  if (sale.inviteOnly && !(await parts.isInvited(sale.id, wish.accountId))) return notInvited;
  return (await parts.mayBuy(wish.accountId)) ? null : unconfirmed;
}
