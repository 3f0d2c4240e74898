import type { Pool } from "pg";
import type { AccountsSettings } from "./accounts-settings";
import type { PassKeeper } from "./pass-keeper";
import type { SessionAccount, Visitor } from "./ports";
import { readSessionCookie, type SessionCookie, sessionClearCookie, sessionSetCookie } from "./session-cookie";
import { deleteSession, findSession, prolongSession } from "./session-store";
import type { TokenKeys } from "./tokens/keys";

export interface SessionDoorParts {
  readonly pool: Pool;
  readonly keys: TokenKeys;
  readonly appOrigin: string;
  readonly passes: PassKeeper;
  readonly settings: AccountsSettings;
  readonly nowMs: () => number;
}

export interface OpenSession {
  readonly id: string;
  readonly account: SessionAccount;
  /** The session cookie, when it was prolonged. */
  readonly setCookies: readonly string[];
}

/** From a visitor's cookies to the session that PostgreSQL has. The cookie and the rows are the library's, so both agree. */
export interface SessionDoor {
  readCookie(visitor: Visitor): SessionCookie;
  open(visitor: Visitor): Promise<OpenSession | null>;
  /** Clears what the browser still has of a session. */
  clear(visitor: Visitor): readonly string[];
}

const dayMs = 86_400_000;

export function createSessionDoor(parts: SessionDoorParts): SessionDoor {
  const { pool, keys, appOrigin, passes, settings } = parts;
  const [currentSecret] = keys.sessionSecrets;
  const readCookie = (visitor: Visitor) => readSessionCookie(visitor.cookieHeader, appOrigin, keys.sessionSecrets);

  return {
    readCookie,

    async open(visitor) {
      const cookie = readCookie(visitor);
      // Most visitors of a sale are not signed in: they cost no query.
      if (cookie.word !== "signed") return null;
      const nowMs = parts.nowMs();
      const session = await findSession(pool, cookie.token, nowMs);
      if (session === null) return null;
      const { id, account, createdAtMs, expiresAtMs } = session;
      const isTooOld = account.role === "admin" && nowMs - createdAtMs >= settings.adminSessionMaxAgeMs;
      if (isTooOld || session.banned) {
        await deleteSession(pool, account.id, id);
        return null;
      }
      // Prolonged at most once a day, so whoever looks in every few days is not signed out just before a sale.
      const isDue = expiresAtMs - nowMs < settings.sessionMaxAgeMs - dayMs;
      if (isDue) await prolongSession(pool, id, nowMs + settings.sessionMaxAgeMs, nowMs);
      const leftMs = isDue ? settings.sessionMaxAgeMs : expiresAtMs - nowMs;
      const rewrite = isDue || cookie.stale;
      return {
        id,
        account,
        setCookies: rewrite ? [sessionSetCookie(currentSecret, cookie.token, appOrigin, leftMs)] : [],
      };
    },

    clear(visitor) {
      const session = readCookie(visitor).word === "none" ? [] : [sessionClearCookie(appOrigin)];
      return [...session, ...passes.clear(visitor.cookieHeader)];
    },
  };
}
