import type { AdminUser, AdminUsersAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

/** Every answer to a verb over an account, as lib/accounts/admin-users gives it. */
export type UserVerbOutcome =
  | { readonly word: "done"; readonly user: AdminUser }
  | { readonly word: "not_found" }
  | { readonly word: "forbidden" }
  | { readonly word: "refused"; readonly detail: string };

export function respondAdminUsers(users: AdminUsersAnswer): Answer {
  return jsonAnswer(200, users);
}

export function respondAdminUser(user: AdminUser | null): Answer {
  return user === null ? noUser() : jsonAnswer(200, user);
}

export function respondUserVerb(outcome: UserVerbOutcome): Answer {
  switch (outcome.word) {
    case "done":
      return respondAdminUser(outcome.user);
    case "not_found":
      return noUser();
    case "forbidden":
      return problemAnswer("forbidden");
    case "refused":
      return problemAnswer("conflict", { detail: outcome.detail });
  }
}

function noUser(): Answer {
  return problemAnswer("not_found", { detail: "There is no account with this id." });
}
