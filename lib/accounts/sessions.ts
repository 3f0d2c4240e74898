import type { ShopPool } from "../platform/postgres";
import type { AccountsSettings } from "./accounts-settings";
import type { SessionDoor } from "./open-session";
import type { PassKeeper } from "./pass-keeper";
import { callInPasses, type PassRecall } from "./pass-recall";
import type { Accounts } from "./ports";
import { deleteOtherSessions, deleteSession, deleteSessionByToken, listDevices } from "./session-store";

export interface SessionsParts {
  readonly pool: ShopPool;
  readonly door: SessionDoor;
  readonly passes: PassKeeper;
  readonly recall: PassRecall;
  readonly settings: AccountsSettings;
  readonly nowMs: () => number;
}

type SessionMethods = Pick<Accounts, "signOut" | "readSession" | "requireRole" | "listDevices" | "endSessions">;

/** Sessions that somebody has; opening one is sign-in.ts. */
export function createSessions(parts: SessionsParts): SessionMethods {
  const { pool, door, passes, recall, settings } = parts;
  return {
    async signOut(visitor) {
      const cookie = door.readCookie(visitor);
      if (cookie.word === "signed") await deleteSessionByToken(pool, cookie.token);
      return { word: "signed_out", setCookies: door.clear(visitor) };
    },

    async readSession(visitor) {
      const session = await door.open(visitor);
      if (session === null) return { word: "signed_out", setCookies: door.clear(visitor) };
      const renewed = passes.renew(session.account, visitor.cookieHeader);
      return { word: "signed_in", account: session.account, setCookies: [...session.setCookies, ...renewed] };
    },

    async requireRole(visitor, allowed) {
      const session = await door.open(visitor);
      if (session === null) return { word: "not_signed_in" };
      return allowed.includes(session.account.role) ? { word: "ok", account: session.account } : { word: "forbidden" };
    },

    async listDevices(visitor) {
      const session = await door.open(visitor);
      if (session === null) return { word: "not_signed_in" };
      return { word: "ok", devices: await listDevices(pool, session.account.id, session.id, parts.nowMs()) };
    },

    async endSessions(visitor, which) {
      const session = await door.open(visitor);
      if (session === null) return { word: "not_signed_in" };
      const { id: accountId } = session.account;
      const ended = await pool.transaction(async (client) => {
        const count =
          which === "others"
            ? await deleteOtherSessions(client, accountId, session.id)
            : await deleteSession(client, accountId, which.id);
        if (count > 0) await callInPasses(client, accountId, parts.nowMs() + settings.passMaxAgeMs);
        return count;
      });
      if (ended === 0) return { word: "ended", setCookies: session.setCookies };
      await recall.tellProcesses();
      return { word: "ended", setCookies: [...session.setCookies, passes.issue(session.account)] };
    },
  };
}
