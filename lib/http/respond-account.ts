import type {
  DeletionOutcome,
  DetailsOutcome,
  ExportOutcome,
  ForgotOutcome,
  OwnDetails,
  PasswordOutcome,
  ResetOutcome,
  SendVerificationOutcome,
  VerifyOutcome,
} from "../accounts/own/ports";
import type { AccountAnswer, LinkMailedAnswer } from "../domain";
import { type Answer, emptyAnswer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";
import { respondBusy, respondThrottled } from "./respond-auth";

export function respondForgot(outcome: ForgotOutcome): Answer {
  switch (outcome.word) {
    case "taken": {
      const body: LinkMailedAnswer = { linkValidMinutes: Math.round(outcome.linkValidMs / 60_000) };
      return jsonAnswer(202, body);
    }
    case "throttled":
      return respondThrottled("too many wishes for a new password", outcome.retryAfterMs);
  }
}

const badLink = (what: string) =>
  invalidRequest([{ path: "token", message: `This link was used already or has expired. ${what}` }]);

export function respondReset(outcome: ResetOutcome): Answer {
  switch (outcome.word) {
    case "done":
      return emptyAnswer(204);
    case "bad_link":
      return badLink("Ask for a new one.");
    case "busy":
      return respondBusy(outcome.retryAfterMs);
  }
}

export function respondVerify(outcome: VerifyOutcome): Answer {
  switch (outcome.word) {
    case "verified":
      return emptyAnswer(204);
    case "bad_link":
      return badLink("Your account page says whether the address is confirmed, and mails a new one if it is not.");
  }
}

export function respondSendVerification(outcome: SendVerificationOutcome): Answer {
  switch (outcome.word) {
    case "sent":
    case "verified":
      return emptyAnswer(204);
    case "not_signed_in":
      return problemAnswer("not_signed_in");
    case "throttled":
      return respondThrottled("too many wishes for this mail", outcome.retryAfterMs);
  }
}

export function respondDetails(outcome: DetailsOutcome): Answer {
  switch (outcome.word) {
    case "ok":
      return jsonAnswer(200, detailsBody(outcome.details));
    case "not_signed_in":
      return problemAnswer("not_signed_in");
  }
}

export function respondPasswordChange(outcome: PasswordOutcome): Answer {
  switch (outcome.word) {
    case "changed":
      return withCookies(emptyAnswer(204), outcome.setCookies);
    case "wrong_password":
      return wrongPassword("currentPassword");
    case "not_signed_in":
      return problemAnswer("not_signed_in");
    case "throttled":
      return respondThrottled("too many wrong passwords", outcome.retryAfterMs);
    case "busy":
      return respondBusy(outcome.retryAfterMs);
  }
}

/** Laid out for people: it is theirs to read. */
export function respondExport(outcome: ExportOutcome): Answer {
  switch (outcome.word) {
    case "ok": {
      const name = `zerohour-account-${outcome.data.exportedAt.slice(0, 10)}.json`;
      const answer = jsonAnswer(200, null, { "Content-Disposition": `attachment; filename="${name}"` });
      return { ...answer, body: `${JSON.stringify(outcome.data, null, 2)}\n` };
    }
    case "not_signed_in":
      return problemAnswer("not_signed_in");
  }
}

export function respondDeletion(outcome: DeletionOutcome): Answer {
  switch (outcome.word) {
    case "deleted":
      return withCookies(emptyAnswer(204), outcome.setCookies);
    case "wrong_email":
      return invalidRequest([{ path: "email", message: "This is not the address of your account." }]);
    case "wrong_password":
      return wrongPassword("password");
    case "refused":
      return problemAnswer("conflict", { detail: outcome.detail });
    case "not_signed_in":
      return problemAnswer("not_signed_in");
    case "throttled":
      return respondThrottled("too many wrong passwords", outcome.retryAfterMs);
    case "busy":
      return respondBusy(outcome.retryAfterMs);
  }
}

const wrongPassword = (path: string) => invalidRequest([{ path, message: "This is not the account's password." }]);

export function withCookies(answer: Answer, setCookies: readonly string[]): Answer {
  return setCookies.length === 0 ? answer : { ...answer, headers: { ...answer.headers, "Set-Cookie": setCookies } };
}

function detailsBody({ createdAtMs, ...details }: OwnDetails): AccountAnswer {
  return { ...details, createdAt: new Date(createdAtMs).toISOString() };
}
