import type { Pool } from "pg";
import type { Logger } from "../platform/logger";
import { type AccountsSettings, defaultAccountsSettings } from "./accounts-settings";
import { createAuthLibrary } from "./auth-library";
import { createPassKeeper } from "./pass-keeper";
import type { Accounts } from "./ports";
import { createSessions } from "./sessions";
import { createSignIn } from "./sign-in";
import type { TokenKeys } from "./tokens/keys";

export interface AccountsParts {
  readonly pool: Pool;
  readonly keys: TokenKeys;
  /** As browsers see it, without a slash at the end. */
  readonly appOrigin: string;
  readonly logger: Pick<Logger, "error">;
  /**
   * Real time by default, not the shop's clock: moving that in a test must not sign people out, and the library
   * reads the machine's clock itself.
   */
  readonly realNowMs?: () => number;
  readonly settings?: Partial<AccountsSettings>;
}

export function createAccounts(parts: AccountsParts): Accounts {
  const { pool, keys, appOrigin, logger } = parts;
  const nowMs = parts.realNowMs ?? Date.now;
  const settings = { ...defaultAccountsSettings, ...parts.settings };
  const library = createAuthLibrary({
    pool,
    sessionSecret: keys.sessionSecrets[0],
    appOrigin,
    sessionMaxAgeMs: settings.sessionMaxAgeMs,
    logError: (message, detail) => logger.error({ err: detail }, message),
  });
  const passes = createPassKeeper({ keys, appOrigin, passMaxAgeMs: settings.passMaxAgeMs, nowMs });
  return {
    ...createSignIn({ library, pool, passes, settings, nowMs }),
    ...createSessions({ pool, keys, appOrigin, passes, settings, nowMs }),
  };
}
