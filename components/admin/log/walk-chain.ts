import type { LogVerdictAnswer } from "@/lib/domain";
import { fetchJson } from "../../api/fetch-json";

/** How far a check of the log's chain of hashes has come. */
export type ChainCheck =
  | { readonly word: "walking"; readonly entries: number }
  | { readonly word: "intact"; readonly entries: number; readonly atMs: number }
  | { readonly word: "broken"; readonly id: string; readonly reason: string }
  | { readonly word: "failed" };

/** Has the log checked part by part, from its first entry to its last, and tells how far it is. */
export async function walkChain(tell: (check: ChainCheck) => void): Promise<void> {
  let entries = 0;
  let after: string | null = null;
  tell({ word: "walking", entries });
  try {
    do {
      const query: string = after === null ? "" : `?after=${encodeURIComponent(after)}`;
      const outcome = await fetchJson<LogVerdictAnswer>(`/api/admin/log/verify${query}`);
      if (outcome.word !== "answer") return tell({ word: "failed" });
      const { broken, next } = outcome.data;
      if (broken !== null) return tell({ word: "broken", ...broken });
      entries += outcome.data.entries;
      after = next;
      tell({ word: "walking", entries });
    } while (after !== null);
    tell({ word: "intact", entries, atMs: Date.now() });
  } catch {
    // No answer: nothing is known of the rest.
    tell({ word: "failed" });
  }
}
