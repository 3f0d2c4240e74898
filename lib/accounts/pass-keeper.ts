import type { Pass } from "../domain";
import { findCookie, passClearCookie, passCookieName, passSetCookie, readPass } from "./pass-cookie";
import type { SignedInAccount } from "./ports";
import type { TokenKeys } from "./tokens/keys";

/** Sets, renews and clears the pass cookie beside the session. */
export interface PassKeeper {
  issue(account: SignedInAccount): string;
  /** A new cookie when the one in the request is missing, says something else, was called in, or has used half of its time. */
  renew(account: SignedInAccount, cookieHeader: string | null): readonly string[];
  /** A clearing cookie, if the request carries a pass at all. */
  clear(cookieHeader: string | null): readonly string[];
}

export function createPassKeeper(parts: {
  keys: TokenKeys;
  appOrigin: string;
  passMaxAgeMs: number;
  nowMs: () => number;
  /** Whether a pass was called in. */
  refuses: (pass: Pass) => boolean;
}): PassKeeper {
  const { keys, appOrigin, passMaxAgeMs } = parts;
  const cookieName = passCookieName(appOrigin);

  function issue(account: SignedInAccount): string {
    const { id: accountId, role, level } = account;
    const pass = { accountId, role, level, expiresAtMs: parts.nowMs() + passMaxAgeMs };
    return passSetCookie(keys, pass, appOrigin, Math.floor(passMaxAgeMs / 1000));
  }

  return {
    issue,
    renew(account, cookieHeader) {
      const nowMs = parts.nowMs();
      const pass = readPass(cookieHeader, keys, nowMs, cookieName);
      const fits =
        pass !== null &&
        !parts.refuses(pass) &&
        pass.accountId === account.id &&
        pass.role === account.role &&
        pass.level === account.level &&
        pass.expiresAtMs - nowMs >= passMaxAgeMs / 2;
      return fits ? [] : [issue(account)];
    },
    clear: (cookieHeader) => (findCookie(cookieHeader, cookieName) === null ? [] : [passClearCookie(appOrigin)]),
  };
}
