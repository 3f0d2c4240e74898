import type { ScopedMutator } from "swr";
import type { SessionAnswer } from "@/lib/domain";
import { type ApiOutcome, fetchJson } from "../api/fetch-json";

/** Where the server tells who is signed in. */
export const sessionPath = "/api/auth/session";

/**
 * Empties everything that was read for another account and reads the session anew. Only when somebody is signed in
 * is the rest asked again: for nobody, the answers would all be refusals.
 */
export async function forgetAccount(mutate: ScopedMutator): Promise<void> {
  await mutate((key) => key !== sessionPath, undefined, { revalidate: false });
  const session = await askQuietly();
  if (session === null) return;
  await mutate<ApiOutcome<SessionAnswer>>(sessionPath, session, { revalidate: false });
  if (session.word === "answer" && session.data.account !== null) {
    await mutate((key) => key !== sessionPath, undefined, { revalidate: true });
  }
}

/** Null without an answer: then the pages' own next question finds out who is signed in. */
async function askQuietly(): Promise<ApiOutcome<SessionAnswer> | null> {
  try {
    return await fetchJson<SessionAnswer>(sessionPath);
  } catch {
    return null;
  }
}
