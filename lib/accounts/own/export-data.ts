import {
  type AccountExport,
  type ExportedAttempt,
  formatOrderNumber,
  type LostReason,
  type MailKind,
  type MailState,
} from "../../domain";
import type { OrderView } from "../../orders/ports";
import type { Visitor } from "../ports";
import type { OwnAccountParts } from "./own-account-parts";
import { findDetails } from "./own-details";
import type { ExportOutcome } from "./ports";

/** So many orders are asked for at once. */
const ordersPage = 100;

/** Everything the shop keeps about the person, but for what it keeps of every account alike. */
export async function exportData(parts: OwnAccountParts, visitor: Visitor): Promise<ExportOutcome> {
  const session = await parts.door.open(visitor);
  if (session === null) return { word: "not_signed_in" };
  const { id, email } = session.account;
  const details = await findDetails(parts, id);
  if (details === null) return { word: "not_signed_in" };
  const { verificationNeeded, createdAtMs, ...rest } = details;
  const data: AccountExport = {
    exportedAt: isoOf(parts.nowMs()),
    account: { ...rest, createdAt: isoOf(createdAtMs) },
    sessions: await readSessions(parts, id),
    orders: await readOrders(parts, id),
    attempts: await readAttempts(parts, id),
    invitations: await readInvitations(parts, id),
    reminders: await readReminders(parts, id, email),
    mails: await readMails(parts, email),
    apiKeys: await readKeys(parts, id),
  };
  return { word: "ok", data };
}

async function readSessions({ pool }: OwnAccountParts, accountId: string): Promise<AccountExport["sessions"]> {
  const { rows } = await pool.query<{
    createdAt: Date;
    expiresAt: Date;
    address: string | null;
    userAgent: string | null;
  }>(
    `SELECT created_at AS "createdAt", expires_at AS "expiresAt", ip_address AS address, user_agent AS "userAgent"
     FROM sessions WHERE account_id = $1 ORDER BY created_at DESC`,
    [accountId],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

async function readOrders({ listOrders }: OwnAccountParts, accountId: string): Promise<AccountExport["orders"]> {
  const orders: OrderView[] = [];
  for (;;) {
    const page = await listOrders(accountId, { before: orders.at(-1)?.number ?? null, max: ordersPage });
    orders.push(...page);
    if (page.length < ordersPage) return orders.map(orderOf);
  }
}

function orderOf(order: OrderView): AccountExport["orders"][number] {
  return {
    id: order.id,
    number: formatOrderNumber(order.number),
    attemptId: order.attemptId,
    saleSlug: order.saleSlug,
    saleTitle: order.saleTitle,
    state: order.state,
    amount: order.amount,
    lines: order.lines,
    receivedAt: isoOf(order.receivedAtMs),
    reservedAt: isoOf(order.reservedAtMs),
    payBy: order.state === "reserved" ? isoOf(order.payByMs) : null,
    history: order.history.map(({ kind, atMs, detail }) => ({ kind, at: isoOf(atMs), detail })),
  };
}

/** Sale by sale, as the indexes are made; there are far fewer sales than attempts. */
const attemptsSql = `
SELECT failure.attempt_id AS "attemptId", sale.slug AS "saleSlug", failure.quantity,
  CASE failure.reason WHEN 'left' THEN 'left' ELSE 'lost' END AS state, nullif(failure.reason, 'left') AS reason,
  failure.received_at AS at
FROM sales sale CROSS JOIN LATERAL (
  SELECT * FROM attempt_failures WHERE sale_id = sale.id AND account_id = $1) failure
UNION ALL
SELECT entry.attempt_id, sale.slug, entry.quantity, entry.state, NULL, entry.joined_at
FROM sales sale JOIN line_entries entry ON entry.sale_id = sale.id AND entry.account_id = $1
ORDER BY at DESC`;

async function readAttempts({ pool }: OwnAccountParts, accountId: string): Promise<readonly ExportedAttempt[]> {
  const { rows } = await pool.query<
    Omit<ExportedAttempt, "at" | "reason"> & { readonly at: Date; readonly reason: LostReason | null }
  >(attemptsSql, [accountId]);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function readInvitations({ pool }: OwnAccountParts, accountId: string): Promise<AccountExport["invitations"]> {
  const { rows } = await pool.query<{ saleSlug: string }>(
    `SELECT sale.slug AS "saleSlug" FROM sale_invites invite JOIN sales sale ON sale.id = invite.sale_id
     WHERE invite.account_id = $1 ORDER BY sale.slug`,
    [accountId],
  );
  return rows;
}

interface ReminderRow {
  readonly saleSlug: string;
  readonly email: string;
  readonly channel: string;
  readonly locale: string | null;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly sentAt: Date | null;
}

async function readReminders(
  { pool }: OwnAccountParts,
  accountId: string,
  email: string,
): Promise<AccountExport["reminders"]> {
  const { rows } = await pool.query<ReminderRow>(
    `SELECT sale.slug AS "saleSlug", reminder.email, reminder.channel, reminder.locale, reminder.created_at AS "createdAt",
       reminder.confirmed_at AS "confirmedAt", reminder.sent_at AS "sentAt"
     FROM reminders reminder JOIN sales sale ON sale.id = reminder.sale_id
     WHERE reminder.account_id = $1 OR reminder.email = $2 ORDER BY reminder.id`,
    [accountId, email],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
  }));
}

async function readMails({ pool }: OwnAccountParts, email: string): Promise<AccountExport["mails"]> {
  const { rows } = await pool.query<{
    kind: MailKind;
    recipient: string;
    state: MailState;
    createdAt: Date;
    sentAt: Date | null;
  }>(
    `SELECT kind, recipient, state, created_at AS "createdAt", sent_at AS "sentAt"
     FROM mails WHERE recipient = $1 ORDER BY id`,
    [email],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }));
}

async function readKeys({ pool }: OwnAccountParts, accountId: string): Promise<AccountExport["apiKeys"]> {
  const { rows } = await pool.query<{
    name: string;
    createdAt: Date;
    lastUsedAt: Date | null;
    revokedAt: Date | null;
  }>(
    `SELECT name, created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
     FROM api_keys WHERE account_id = $1 ORDER BY id`,
    [accountId],
  );
  return rows.map((row) => ({
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

const isoOf = (epochMs: number) => new Date(epochMs).toISOString();
