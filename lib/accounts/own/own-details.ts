import type { Visitor } from "../ports";
import { readLocale, readRole } from "../session-store";
import type { OwnAccountParts } from "./own-account-parts";
import type { DetailsChange, DetailsOutcome, OwnDetails } from "./ports";

interface DetailsRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly role: string;
  readonly level: number;
  readonly timeZone: string | null;
  readonly locale: string | null;
  readonly createdAt: Date;
}

const columns = `id, name, email, email_verified AS "emailVerified", role, level, time_zone AS "timeZone", locale,
  created_at AS "createdAt"`;

export async function readDetails(parts: OwnAccountParts, visitor: Visitor): Promise<DetailsOutcome> {
  const session = await parts.door.open(visitor);
  if (session === null) return { word: "not_signed_in" };
  const details = await findDetails(parts, session.account.id);
  return details === null ? { word: "not_signed_in" } : { word: "ok", details };
}

/** What is left out stays as it is; null follows the device again. */
export async function changeDetails(
  parts: OwnAccountParts,
  visitor: Visitor,
  change: DetailsChange,
): Promise<DetailsOutcome> {
  const session = await parts.door.open(visitor);
  if (session === null) return { word: "not_signed_in" };
  const { name, timeZone, locale } = change;
  const { rows } = await parts.pool.query<DetailsRow>(
    `UPDATE accounts SET name = coalesce($2, name), updated_at = now(),
       time_zone = CASE WHEN $3 THEN $4 ELSE time_zone END, locale = CASE WHEN $5 THEN $6 ELSE locale END
     WHERE id = $1 AND deleted_at IS NULL RETURNING ${columns}`,
    [session.account.id, name ?? null, timeZone !== undefined, timeZone ?? null, locale !== undefined, locale ?? null],
  );
  const row = rows[0];
  return row === undefined ? { word: "not_signed_in" } : { word: "ok", details: detailsOf(row, parts) };
}

export async function findDetails(parts: OwnAccountParts, accountId: string): Promise<OwnDetails | null> {
  const { rows } = await parts.pool.query<DetailsRow>(
    `SELECT ${columns} FROM accounts WHERE id = $1 AND deleted_at IS NULL`,
    [accountId],
  );
  return rows[0] === undefined ? null : detailsOf(rows[0], parts);
}

function detailsOf({ createdAt, ...row }: DetailsRow, { settings }: OwnAccountParts): OwnDetails {
  return {
    ...row,
    verificationNeeded: settings.emailVerification === "required" && !row.emailVerified,
    role: readRole(row.role),
    locale: readLocale(row.locale),
    createdAtMs: createdAt.getTime(),
  };
}
