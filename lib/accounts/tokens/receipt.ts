import { saleIdOfAttempt } from "../../domain";
import type { TokenKeys } from "./keys";
import { openFields, readInteger, signFields, writeInteger } from "./signed-fields";

/** Proof that the gate accepted an attempt; with it a shopper can drive again what Redis has lost. */
export interface Receipt {
  readonly saleId: number;
  readonly accountId: string;
  readonly attemptId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly receivedAtMs: number;
}

export type ReceiptVerdict = { readonly word: "ok"; readonly receipt: Receipt } | { readonly word: "invalid" };

const kind = "r1";

export function signReceipt(keys: TokenKeys, receipt: Receipt): string {
  return signFields(keys.receipt, kind, [
    writeInteger(receipt.saleId),
    receipt.accountId,
    receipt.attemptId,
    writeInteger(receipt.itemId),
    writeInteger(receipt.quantity),
    writeInteger(receipt.receivedAtMs),
  ]);
}

/** A receipt is good only in the hands of its account, and for as long as its secret is live. */
export function verifyReceipt(keys: TokenKeys, token: string, accountId: string): ReceiptVerdict {
  const fields = openFields(keys.receipt, kind, 6, token);
  if (fields === null) return { word: "invalid" };
  const [saleText, owner, attemptId, itemText, quantityText, receivedText] = fields;
  const saleId = readInteger(saleText);
  const itemId = readInteger(itemText);
  const quantity = readInteger(quantityText);
  const receivedAtMs = readInteger(receivedText);
  if (saleId === null || itemId === null || quantity === null || receivedAtMs === null) return { word: "invalid" };
  if (attemptId === undefined || owner !== accountId || saleIdOfAttempt(attemptId) !== saleId) {
    return { word: "invalid" };
  }
  return { word: "ok", receipt: { saleId, accountId, attemptId, itemId, quantity, receivedAtMs } };
}
