import type { ProblemCode } from "@/lib/domain";

export interface RefusalContext {
  /** `12:31`, when units may return until then. */
  readonly heldUntilText: string | null;
  readonly limitPerAccount: number;
  /** The server's own sentence. */
  readonly detail: string;
}

/** Why a click was refused, what it means for the shopper's money, and what to do next. */
export function explainRefusal(code: ProblemCode, context: RefusalContext): string {
  switch (code) {
    case "sold_out":
      return "Sold out before your click arrived. Nothing was charged.";
    case "all_held":
      return context.heldUntilText === null
        ? "All pieces are taken, but some are not paid yet. Join the return line to get one that comes back."
        : `All pieces are taken. Some are not paid yet; the last hold ends ${context.heldUntilText}. Join the return line to get one that comes back.`;
    case "line_full":
      return "The return line is full. Nothing was charged.";
    case "limit_reached":
      return `This sale allows ${context.limitPerAccount} per person, and you have that many. Nothing more was charged.`;
    case "not_open":
      return "The shop's clock says the sale is not open yet. The button switches on by itself.";
    case "ended":
      return "The sale ended before your click arrived. Nothing was charged.";
    case "paused":
      return "The store has just paused the sale. Nothing was charged; the button comes back by itself.";
    case "cancelled":
      return "The store has cancelled the sale. Nothing was charged.";
    case "throttled":
      return "One try every few seconds, for everybody. Nothing was taken or lost.";
    case "busy":
      return "The shop is still too busy. Nothing was taken; press again and the same click is sent.";
    case "bad_ticket":
      return "Your right to buy could not be checked. Press again; if it stays like this, reload the page.";
    case "not_signed_in":
      return "You have been signed out. Sign in and press again; nothing was taken.";
    case "key_reused":
      return "This click was mixed up with an earlier one. Press again to send a new one.";
    case "not_eligible":
    case "challenge_required":
    case "invalid_request":
    case "payload_too_large":
    case "unsupported_media_type":
    case "forbidden":
    case "cross_site":
    case "not_found":
    case "method_not_allowed":
    case "conflict":
    case "not_ready":
    case "internal":
      return `${context.detail} Nothing was charged.`;
  }
}
