import { createAccounts } from "./accounts/create-accounts";
import type { OwnAccount } from "./accounts/own/ports";
import type { PassRecall } from "./accounts/pass-recall";
import type { Accounts } from "./accounts/ports";
import { syncRevoked } from "./accounts/revoked/sync-revoked";
import { createTokenKeys, type TokenKeys } from "./accounts/tokens/keys";
import { signLink } from "./accounts/tokens/link";
import { localPath } from "./domain";
import { recordChange } from "./log/record-change";
import type { AccountLinks } from "./mail/ports";
import { queueMail } from "./mail/queue-mail";
import type { Env } from "./platform/env";
import type { Core } from "./wiring-core";

/** Who is signed in, and what people do with their own account. */
export function openAccounts(core: Core, keys: TokenKeys): Accounts & { readonly own: OwnAccount } {
  const { env, logger, orders, pool } = core;
  return createAccounts({
    pool,
    keys,
    appOrigin: env.APP_ORIGIN,
    logger,
    queueMail,
    recordChange,
    listOrders: (accountId, page) => orders.listForAccount(accountId, page),
    recall: openPassRecall(core),
    settings: { emailVerification: env.EMAIL_VERIFICATION },
  });
}

/** Whose passes count no more, and how all processes hear of it at once. */
export function openPassRecall({ logger, pool, redis, revoked }: Core): PassRecall {
  return {
    refuses: revoked.refuses,
    async tellProcesses() {
      try {
        await syncRevoked({ pool, redis });
        await revoked.refresh();
      } catch (error) {
        logger.warn({ err: error }, "processes could not be told whose passes end, the worker will");
      }
    },
  };
}

/** The links that an account's mails carry. */
export function openAccountLinks(env: Env): AccountLinks {
  const keys = createTokenKeys(env.AUTH_SECRET);
  const origin = env.APP_ORIGIN;
  return {
    reset: (link, locale) =>
      `${origin}${localPath(locale, `/reset-password?token=${signLink(keys, { purpose: "reset", ...link })}`)}`,
    verify: (link, locale) =>
      `${origin}${localPath(locale, `/verify-email?token=${signLink(keys, { purpose: "verify", ...link })}`)}`,
  };
}
