import { LRUCache } from "lru-cache";
import type { TransactionClient } from "../../platform/postgres";
import type { AttemptLimit } from "../attempt-limit";
import type { Visitor } from "../ports";
import { verifyLink } from "../tokens/link";
import { makeLink, takeLink } from "./mailed-links";
import type { OwnAccountParts } from "./own-account-parts";
import type { SendVerificationOutcome, VerifyOutcome } from "./ports";

interface Addressee {
  readonly id: string;
  readonly email: string;
}

async function mailLink(parts: OwnAccountParts, client: TransactionClient, { id, email }: Addressee): Promise<void> {
  const { settings, nowMs, queueMail } = parts;
  const expiresAtMs = nowMs() + settings.verifyLinkMs;
  const link = await makeLink(client, { purpose: "verify", accountId: id, expiresAtMs, nowMs: nowMs() });
  await queueMail(client, {
    cause: `email_verification:${link.id}`,
    kind: "email_verification",
    accountId: id,
    recipient: email,
    facts: { linkId: link.id, expiresAtMs },
  });
}

/** After a sign-up, where addresses must be confirmed. The account is there: if this fails, its page mails again. */
export async function welcome(parts: OwnAccountParts, account: Addressee): Promise<void> {
  if (parts.settings.emailVerification === "off") return;
  try {
    await parts.pool.transaction((client) => mailLink(parts, client, account));
  } catch (error) {
    parts.logger.error({ err: error, accountId: account.id }, "the link that confirms an address was not mailed");
  }
}

export async function sendVerification(
  parts: OwnAccountParts,
  limit: AttemptLimit,
  visitor: Visitor,
): Promise<SendVerificationOutcome> {
  const session = await parts.door.open(visitor);
  if (session === null) return { word: "not_signed_in" };
  const { account } = session;
  if (await isVerified(parts, account.id)) return { word: "verified" };
  const waitMs = limit.take(account.id, parts.nowMs());
  if (waitMs > 0) return { word: "throttled", retryAfterMs: waitMs };
  await parts.pool.transaction((client) => mailLink(parts, client, account));
  return { word: "sent" };
}

export async function verifyEmail(parts: OwnAccountParts, token: string): Promise<VerifyOutcome> {
  const { pool, keys, nowMs } = parts;
  const link = verifyLink(keys, "verify", token, nowMs());
  if (link.word !== "ok") return { word: "bad_link" };
  return pool.transaction(async (client): Promise<VerifyOutcome> => {
    const accountId = await takeLink(client, "verify", link.id, nowMs());
    if (accountId === null) return { word: "bad_link" };
    await client.query("UPDATE accounts SET email_verified = true, updated_at = now() WHERE id = $1", [accountId]);
    return { word: "verified" };
  });
}

/** About 100 bytes each; who is forgotten here is looked up again. */
const knownMax = 100_000;

/** Whether an account may buy. Who was verified stays so, so a crowd's tickets cost a look-up each, once. */
export function createMayBuy(parts: OwnAccountParts): (accountId: string) => Promise<boolean> {
  if (parts.settings.emailVerification === "off") return () => Promise.resolve(true);
  const known = new LRUCache<string, true>({ max: knownMax });
  return async (accountId) => {
    if (known.has(accountId)) return true;
    const verified = await isVerified(parts, accountId);
    if (verified) known.set(accountId, true);
    return verified;
  };
}

async function isVerified({ pool }: OwnAccountParts, accountId: string): Promise<boolean> {
  const { rowCount } = await pool.query("SELECT 1 FROM accounts WHERE id = $1 AND email_verified", [accountId]);
  return rowCount === 1;
}
