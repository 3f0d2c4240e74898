import type { Pool } from "pg";
import type { AccountsSettings } from "./accounts-settings";
import type { PassKeeper } from "./pass-keeper";
import type { Accounts, SignedInAccount, Visitor } from "./ports";
import { readSessionCookie, sessionClearCookie, sessionSetCookie } from "./session-cookie";
import {
  deleteOtherSessions,
  deleteSession,
  deleteSessionByToken,
  findSession,
  listDevices,
  prolongSession,
} from "./session-store";
import type { TokenKeys } from "./tokens/keys";

export interface SessionsParts {
  readonly pool: Pool;
  readonly keys: TokenKeys;
  readonly appOrigin: string;
  readonly passes: PassKeeper;
  readonly settings: AccountsSettings;
  readonly nowMs: () => number;
}

interface OpenSession {
  readonly id: string;
  readonly account: SignedInAccount;
  /** The session cookie, when it was prolonged. */
  readonly setCookies: readonly string[];
}

type SessionMethods = Pick<Accounts, "signOut" | "readSession" | "requireRole" | "listDevices" | "endSessions">;

const dayMs = 86_400_000;

/** Sessions that somebody has; opening one is sign-in.ts. The cookie and the rows are the library's, so both agree. */
export function createSessions(parts: SessionsParts): SessionMethods {
  const { pool, keys, appOrigin, passes, settings } = parts;
  const [currentSecret] = keys.sessionSecrets;
  const cookieOf = (visitor: Visitor) => readSessionCookie(visitor.cookieHeader, appOrigin, keys.sessionSecrets);

  async function open(visitor: Visitor): Promise<OpenSession | null> {
    const cookie = cookieOf(visitor);
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
  }

  /** Clears what the browser still has of a session. */
  function clearing(visitor: Visitor): readonly string[] {
    const session = cookieOf(visitor).word === "none" ? [] : [sessionClearCookie(appOrigin)];
    return [...session, ...passes.clear(visitor.cookieHeader)];
  }

  return {
    async signOut(visitor) {
      const cookie = cookieOf(visitor);
      if (cookie.word === "signed") await deleteSessionByToken(pool, cookie.token);
      return { word: "signed_out", setCookies: clearing(visitor) };
    },

    async readSession(visitor) {
      const session = await open(visitor);
      if (session === null) return { word: "signed_out", setCookies: clearing(visitor) };
      const renewed = passes.renew(session.account, visitor.cookieHeader);
      return { word: "signed_in", account: session.account, setCookies: [...session.setCookies, ...renewed] };
    },

    async requireRole(visitor, allowed) {
      const session = await open(visitor);
      if (session === null) return { word: "not_signed_in" };
      return allowed.includes(session.account.role) ? { word: "ok", account: session.account } : { word: "forbidden" };
    },

    async listDevices(visitor) {
      const session = await open(visitor);
      if (session === null) return { word: "not_signed_in" };
      return { word: "ok", devices: await listDevices(pool, session.account.id, session.id, parts.nowMs()) };
    },

    async endSessions(visitor, which) {
      const session = await open(visitor);
      if (session === null) return { word: "not_signed_in" };
      if (which === "others") await deleteOtherSessions(pool, session.account.id, session.id);
      else await deleteSession(pool, session.account.id, which.id);
      return { word: "ended" };
    },
  };
}
