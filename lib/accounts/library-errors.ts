import { isAPIError } from "better-auth/api";

/** Why the library refused. `failed` hides a failure of the database, which it has logged. */
export type LibraryRefusal = "wrong" | "email_taken" | "failed" | "other";

/** The library's refusal in our words, or null if the error is none of the library's. */
export function libraryRefusal(error: unknown): LibraryRefusal | null {
  if (!isAPIError(error)) return null;
  switch (error.body?.code) {
    case "INVALID_EMAIL_OR_PASSWORD":
      return "wrong";
    case "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL":
      return "email_taken";
    case "FAILED_TO_CREATE_USER":
    case "FAILED_TO_CREATE_SESSION":
      return "failed";
    default:
      return "other";
  }
}
