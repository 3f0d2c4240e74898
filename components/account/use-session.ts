"use client";

import useSWR from "swr";
import type { SessionAnswer } from "@/lib/domain";
import { type ApiOutcome, fetchJson } from "../api/fetch-json";
import { pollingSettings } from "../api/polling";
import { sessionPath } from "./forget-account";

export type Session =
  | { readonly word: "loading" }
  /** No answer yet and the last question failed: nobody knows who this is. */
  | { readonly word: "unknown" }
  | { readonly word: "signed_out" }
  | { readonly word: "signed_in"; readonly account: NonNullable<SessionAnswer["account"]> };

/** Who is signed in, as the server sees it. */
export function useSession(): { readonly session: Session } {
  const { data, error } = useSWR<ApiOutcome<SessionAnswer>, Error>(
    sessionPath,
    (path: string) => fetchJson<SessionAnswer>(path),
    { ...pollingSettings, dedupingInterval: 2_000 },
  );
  return { session: sessionOf(data, error) };
}

function sessionOf(outcome: ApiOutcome<SessionAnswer> | undefined, error: Error | undefined): Session {
  if (outcome === undefined) return { word: error === undefined ? "loading" : "unknown" };
  switch (outcome.word) {
    case "answer":
      return outcome.data.account === null
        ? { word: "signed_out" }
        : { word: "signed_in", account: outcome.data.account };
    case "nothing":
      return { word: "signed_out" };
    case "problem":
      return { word: outcome.problem.code === "not_signed_in" ? "signed_out" : "unknown" };
  }
}
