import { localPath, type ReminderAnswer, type ReminderOutcome, type RemindersAnswer } from "../domain";
import { type Answer, emptyAnswer, jsonAnswer, noStore } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";
import type { MailedLink } from "./read-reminder";

/** A wish to be reminded: 200 when it counts, 202 when the address has to say yes first. */
export function respondReminderWish(outcome: ReminderOutcome): Answer {
  switch (outcome.word) {
    case "set":
      return jsonAnswer(200, outcome.reminder);
    case "asked":
      return jsonAnswer(202, outcome.reminder);
    case "not_upcoming":
      return notUpcoming(outcome.phase);
    case "throttled": {
      const minutes = Math.max(1, Math.ceil(outcome.retryAfterMs / 60_000));
      return problemAnswer("throttled", {
        detail: `Too many reminders were asked for. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
        retryAfterMs: outcome.retryAfterMs,
      });
    }
  }
}

function notUpcoming(phase: Extract<ReminderOutcome, { readonly word: "not_upcoming" }>["phase"]): Answer {
  switch (phase) {
    case "draft":
      return noSale();
    case "live":
    case "paused":
      return problemAnswer("conflict", { detail: "The sale has begun, so there is nothing to remind you of." });
    case "ended":
      return problemAnswer("ended", { detail: "The sale is over, so there is nothing to remind you of." });
    case "cancelled":
      return problemAnswer("cancelled", { detail: "The sale was cancelled, so there is nothing to remind you of." });
  }
}

export function noSale(): Answer {
  return problemAnswer("not_found", { detail: "There is no sale at this address." });
}

/** Null: the account is not there any more. */
export function respondReminder(reminder: ReminderAnswer | null): Answer {
  return reminder === null ? problemAnswer("not_signed_in") : jsonAnswer(200, reminder);
}

export function respondReminders(reminders: RemindersAnswer): Answer {
  return jsonAnswer(200, reminders);
}

/** Whose address is it to be, if not the account's. */
export function refuseAddress(message: string): Answer {
  return invalidRequest([{ path: "email", message }]);
}

/** Back to the page of a link, which tells how things stand now. */
export function showLinkPage(page: "confirm" | "stop", { token, locale }: MailedLink): Answer {
  const path = localPath(locale, `/reminders/${page}?token=${encodeURIComponent(token)}`);
  return {
    status: 303,
    headers: { Location: path, "Cache-Control": noStore },
    body: null,
  };
}

/** To a mail program that pressed its own button (RFC 8058), which follows no redirect. */
export function respondOneClick(word: "stopped" | "invalid"): Answer {
  switch (word) {
    case "stopped":
      return emptyAnswer(204);
    case "invalid":
      return problemAnswer("not_found", { detail: "This link is none of ours, or a part of it is missing." });
  }
}
