import type { Logger } from "../platform/logger";
import type { ShopPool } from "../platform/postgres";
import { type AccountsSettings, defaultAccountsSettings } from "./accounts-settings";
import { createAuthLibrary } from "./auth-library";
import { createSessionDoor } from "./open-session";
import { createOwnAccount, type OwnAccountParts } from "./own/create-own-account";
import type { OwnAccount } from "./own/ports";
import { createPassKeeper } from "./pass-keeper";
import { noRecall, type PassRecall } from "./pass-recall";
import { createPasswordGuard } from "./password-guard";
import type { Accounts } from "./ports";
import { createSessions } from "./sessions";
import { createSignIn } from "./sign-in";
import type { TokenKeys } from "./tokens/keys";

export interface AccountsParts extends Pick<OwnAccountParts, "queueMail" | "recordChange" | "listOrders"> {
  readonly pool: ShopPool;
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
  readonly recall?: PassRecall;
}

/** Everything about who somebody is, and what they do with their own account. */
export function createAccounts(parts: AccountsParts): Accounts & { readonly own: OwnAccount } {
  const { pool, keys, appOrigin, logger } = parts;
  const nowMs = parts.realNowMs ?? Date.now;
  const settings = { ...defaultAccountsSettings, ...parts.settings };
  const recall = parts.recall ?? noRecall;
  const library = createAuthLibrary({
    pool,
    sessionSecret: keys.sessionSecrets[0],
    appOrigin,
    sessionMaxAgeMs: settings.sessionMaxAgeMs,
    logError: (message, detail) => logger.error({ err: detail }, message),
  });
  const { passMaxAgeMs } = settings;
  const passes = createPassKeeper({ keys, appOrigin, passMaxAgeMs, nowMs, refuses: recall.refuses });
  const door = createSessionDoor({ pool, keys, appOrigin, passes, settings, nowMs });
  const guard = createPasswordGuard(settings, nowMs);
  const { queueMail, recordChange, listOrders } = parts;
  const shared = { pool, door, passes, recall, settings, nowMs };
  const own = createOwnAccount({ ...shared, keys, guard, logger, queueMail, recordChange, listOrders });
  return {
    ...createSignIn({ library, pool, passes, guard, settings, nowMs, afterSignUp: (account) => own.welcome(account) }),
    ...createSessions(shared),
    own,
  };
}
