import type { Database, Transaction } from "./database";

/** A statement of the shop, told by words that stand in no other, and what it does to the tables. */
export interface Statement {
  readonly says: string;
  /** Its transaction goes on to wait for somebody else; others need not wait for it. */
  readonly letsOthersIn?: true;
  run(database: Database, transaction: Transaction, values: readonly unknown[]): readonly object[];
}

export function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error(`not a text: ${String(value)}`);
  return value;
}

export function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error(`not a list: ${String(value)}`);
  return value.map(String);
}
