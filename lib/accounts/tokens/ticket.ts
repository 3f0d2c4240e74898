import { randomBytes } from "node:crypto";
import type { TokenKeys } from "./keys";
import { openFields, readInteger, signFields, writeInteger } from "./signed-fields";

/** The right of one account to call the buy URL of one sale. Times are epoch milliseconds. */
export interface TicketGrant {
  readonly saleId: number;
  readonly accountId: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Who presents a ticket, where and when. */
export interface TicketUse {
  readonly saleId: number;
  readonly accountId: string;
  readonly nowMs: number;
}

export type TicketVerdict = "ok" | "expired" | "invalid";

const kind = "t1";
/** 128 bits: nobody finds a buy URL by trying. */
const nonceBytes = 16;

export function issueTicket(keys: TokenKeys, grant: TicketGrant): string {
  return signFields(keys.ticket, kind, [
    writeInteger(grant.saleId),
    grant.accountId,
    writeInteger(grant.issuedAtMs),
    writeInteger(grant.expiresAtMs),
    randomBytes(nonceBytes).toString("base64url"),
  ]);
}

/** Another sale's or another account's ticket is as invalid as a forged one. The moment of expiry is expired. */
export function verifyTicket(keys: TokenKeys, ticket: string, use: TicketUse): TicketVerdict {
  const fields = openFields(keys.ticket, kind, 5, ticket);
  if (fields === null) return "invalid";
  const [saleText, accountId, , expiryText] = fields;
  const expiresAtMs = readInteger(expiryText);
  if (expiresAtMs === null || readInteger(saleText) !== use.saleId || accountId !== use.accountId) return "invalid";
  return use.nowMs >= expiresAtMs ? "expired" : "ok";
}
