import type { Pool } from "pg";
import type { Pass } from "../domain";
import { deleteOtherSessions } from "./session-store";

/** Passes that were called in before their time; see revoked. */
export interface PassRecall {
  /** From memory. */
  refuses(pass: Pick<Pass, "accountId" | "expiresAtMs">): boolean;
  /** Tells every process what PostgreSQL says now. A failure is its own to log; the worker tells them a second later. */
  tellProcesses(): Promise<void>;
}

/** Where passes end by themselves and nothing calls them in, as in some tests. */
export const noRecall: PassRecall = { refuses: () => false, tellProcesses: () => Promise.resolve() };

/**
 * Every pass of the account that ends before this moment counts no more. All passes of signed-in people live equally
 * long, so "given until now" is "ends before now and their life"; one given from now on ends later.
 */
export async function callInPasses(
  client: Pick<Pool, "query">,
  accountId: string,
  endingBeforeMs: number,
): Promise<void> {
  await client.query("UPDATE accounts SET passes_void_before = greatest(passes_void_before, $2) WHERE id = $1", [
    accountId,
    new Date(endingBeforeMs),
  ]);
}

/** Signs the account out everywhere, but for one session if it is named; its passes with it. */
export async function signOutElsewhere(
  client: Pick<Pool, "query">,
  wish: { readonly accountId: string; readonly sparedId: string | null; readonly endingBeforeMs: number },
): Promise<void> {
  await deleteOtherSessions(client, wish.accountId, wish.sparedId);
  await callInPasses(client, wish.accountId, wish.endingBeforeMs);
}
