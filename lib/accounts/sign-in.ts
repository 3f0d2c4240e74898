import type { Pool } from "pg";
import type { AccountsSettings } from "./accounts-settings";
import { createAttemptLimit } from "./attempt-limit";
import { type AuthLibrary, addressHeader } from "./auth-library";
import { libraryRefusal } from "./library-errors";
import { isReservedEmail } from "./numbered-accounts";
import type { PassKeeper } from "./pass-keeper";
import type { PasswordGuard } from "./password-guard";
import type { Accounts, SignedIn, SignInOutcome, SignUpOutcome, Visitor } from "./ports";
import { deleteSessionByToken, isEmailTaken, keepLocale, readLocale, readRole } from "./session-store";

export interface SignInParts {
  readonly library: AuthLibrary;
  readonly pool: Pool;
  readonly passes: PassKeeper;
  readonly guard: PasswordGuard;
  readonly settings: AccountsSettings;
  readonly nowMs: () => number;
  /** What follows a sign-up. It must not fail: the account is there already. */
  readonly afterSignUp: (account: { readonly id: string; readonly email: string }) => Promise<void>;
}

type SignInMethods = Pick<Accounts, "signUp" | "signIn">;

/** What the library says of the person who has just signed in or up. */
interface LibraryUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role?: string | null | undefined;
  readonly level?: number | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly banned?: boolean | null | undefined;
  readonly banExpires?: Date | null | undefined;
}

export function createSignIn(parts: SignInParts): SignInMethods {
  const { library, pool, passes, guard, settings, nowMs } = parts;
  const signUps = createAttemptLimit(settings.signUpsPerAddress);

  function signedIn(user: LibraryUser, headers: Headers): SignedIn {
    const { id, name, email } = user;
    const own = { timeZone: user.timeZone ?? null, locale: readLocale(user.locale) };
    const account = { id, name, email, role: readRole(user.role), level: user.level ?? 0, ...own };
    return { word: "signed_in", account, setCookies: [...headers.getSetCookie(), passes.issue(account)] };
  }

  async function checkPassword(body: { email: string; password: string }, visitor: Visitor): Promise<SignInOutcome> {
    try {
      const request = { body, headers: libraryHeaders(visitor), returnHeaders: true } as const;
      const { headers, response } = await library.api.signInEmail(request);
      if (!isBanned(response.user, nowMs())) return signedIn(response.user, headers);
      await deleteSessionByToken(pool, response.token);
      return { word: "banned" };
    } catch (error) {
      switch (libraryRefusal(error)) {
        case "wrong":
          return { word: "wrong" };
        case "failed":
          return { word: "busy", retryAfterMs: 2_000 };
        default:
          throw error;
      }
    }
  }

  async function openAccount(
    body: { name: string; email: string; password: string },
    visitor: Visitor,
  ): Promise<SignUpOutcome> {
    try {
      const request = { body, headers: libraryHeaders(visitor), returnHeaders: true } as const;
      const { headers, response } = await library.api.signUpEmail(request);
      return signedIn(response.user, headers);
    } catch (error) {
      switch (libraryRefusal(error)) {
        case "email_taken":
          return { word: "email_refused" };
        case "failed":
          // Two sign-ups with one address at once: the database lets one through, the library only says it failed.
          return (await isEmailTaken(pool, body.email))
            ? { word: "email_refused" }
            : { word: "busy", retryAfterMs: 2_000 };
        default:
          throw error;
      }
    }
  }

  return {
    async signIn(input, visitor) {
      const email = input.email.toLowerCase();
      const refused = guard.admit(email, visitor.address);
      if (refused !== null) return refused;
      const outcome = await guard
        .inTurn(() => checkPassword({ email, password: input.password }, visitor))
        .catch((error: unknown) => {
          guard.takeBack(email, visitor.address);
          throw error;
        });
      if (outcome.word !== "wrong") guard.takeBack(email, visitor.address);
      if (outcome.word === "signed_in") guard.forget(email);
      return outcome;
    },

    async signUp(input, visitor) {
      const waitMs = visitor.address === null ? 0 : signUps.take(visitor.address, nowMs());
      if (waitMs > 0) return { word: "throttled", retryAfterMs: waitMs };
      const email = input.email.toLowerCase();
      if (isReservedEmail(email)) return { word: "email_refused" };
      const outcome = await guard.inTurn(() =>
        openAccount({ name: input.name, email, password: input.password }, visitor),
      );
      if (outcome.word !== "signed_in") return outcome;
      const { locale = null } = input;
      if (locale !== null) await keepLocale(pool, outcome.account.id, locale);
      const account = { ...outcome.account, locale };
      await parts.afterSignUp(account);
      return { ...outcome, account };
    },
  };
}

/** The library is shown the browser and the address we believe, nothing else of a request. */
function libraryHeaders(visitor: Visitor): Headers {
  const headers = new Headers();
  if (visitor.userAgent !== null) headers.set("user-agent", visitor.userAgent.slice(0, 300));
  if (visitor.address !== null) headers.set(addressHeader, visitor.address);
  return headers;
}

function isBanned(user: LibraryUser, nowMs: number): boolean {
  if (user.banned !== true) return false;
  return user.banExpires == null || user.banExpires.getTime() > nowMs;
}
