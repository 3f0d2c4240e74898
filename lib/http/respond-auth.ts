import type {
  DevicesOutcome,
  EndOutcome,
  SessionOutcome,
  SignedIn,
  SignInOutcome,
  SignUpOutcome,
} from "../accounts/ports";
import type { SessionAnswer } from "../domain";
import { type Answer, emptyAnswer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";

/** Who is signed in now, with the cookies that say so. */
export function respondSession(outcome: SessionOutcome): Answer {
  switch (outcome.word) {
    case "signed_in":
      return signedIn(outcome);
    case "signed_out":
      return sessionAnswer(null, outcome.setCookies);
  }
}

export function respondSignIn(outcome: SignInOutcome): Answer {
  switch (outcome.word) {
    case "signed_in":
      return signedIn(outcome);
    case "wrong":
      return problemAnswer("not_signed_in", {
        detail: "The e-mail address or the password is not right. Check both and try again.",
      });
    case "banned":
      return problemAnswer("forbidden", { detail: "This account is closed. Write to the shop to find out why." });
    case "throttled":
      return respondThrottled("too many wrong passwords", outcome.retryAfterMs);
    case "busy":
      return respondBusy(outcome.retryAfterMs);
  }
}

export function respondSignUp(outcome: SignUpOutcome): Answer {
  switch (outcome.word) {
    case "signed_in":
      return signedIn(outcome);
    case "email_refused":
      return invalidRequest([
        {
          path: "email",
          message: "No new account can be opened with this e-mail address. If it is yours, sign in instead.",
        },
      ]);
    case "throttled":
      return respondThrottled("too many new accounts from your network", outcome.retryAfterMs);
    case "busy":
      return respondBusy(outcome.retryAfterMs);
  }
}

export function respondDevices(outcome: DevicesOutcome): Answer {
  switch (outcome.word) {
    case "ok":
      return jsonAnswer(200, {
        sessions: outcome.devices.map(({ createdAtMs, ...device }) => ({
          ...device,
          createdAt: new Date(createdAtMs).toISOString(),
        })),
      });
    case "not_signed_in":
      return problemAnswer("not_signed_in");
  }
}

export function respondEnd(outcome: EndOutcome): Answer {
  switch (outcome.word) {
    case "ended": {
      const answer = emptyAnswer(204);
      const { setCookies } = outcome;
      return setCookies.length === 0 ? answer : { ...answer, headers: { ...answer.headers, "Set-Cookie": setCookies } };
    }
    case "not_signed_in":
      return problemAnswer("not_signed_in");
  }
}

function signedIn({ account, setCookies }: SignedIn): Answer {
  const { id, name, email, role, timeZone, locale } = account;
  return sessionAnswer({ id, name, email, role, timeZone, locale }, setCookies);
}

function sessionAnswer(account: SessionAnswer["account"], setCookies: readonly string[]): Answer {
  const body: SessionAnswer = { account };
  return jsonAnswer(200, body, setCookies.length === 0 ? {} : { "Set-Cookie": setCookies });
}

/** `what` there was too much of. */
export function respondThrottled(what: string, retryAfterMs: number): Answer {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return problemAnswer("throttled", {
    detail: `There were ${what}. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    retryAfterMs,
  });
}

export function respondBusy(retryAfterMs: number): Answer {
  return problemAnswer("busy", {
    detail: "Many passwords are being checked right now. Try again in a moment.",
    retryAfterMs,
  });
}
