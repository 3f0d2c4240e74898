import type { TicketOutcome } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

export function respondTicket(outcome: TicketOutcome): Answer {
  switch (outcome.word) {
    case "issued":
      return jsonAnswer(200, {
        ticket: outcome.ticket,
        validFrom: new Date(outcome.validFromMs).toISOString(),
        expiresAt: new Date(outcome.expiresAtMs).toISOString(),
      });
    case "not_found":
      return problemAnswer("not_found", { detail: "There is no sale at this address." });
    case "not_open":
      return problemAnswer("not_open", {
        detail: "Tickets are given from 30 minutes before the start.",
        retryAfterMs: Math.max(1, Math.ceil(outcome.retryAfterMs)),
      });
    case "not_eligible":
      return problemAnswer("not_eligible", { detail: outcome.rule, reason: outcome.reason });
    case "ended":
    case "cancelled":
      return problemAnswer(outcome.word);
  }
}
