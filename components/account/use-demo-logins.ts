"use client";

import useSWRImmutable from "swr/immutable";
import { fetchJson } from "../api/fetch-json";

/** GET /api/demo, which only a demo shop answers. */
export interface DemoLogin {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** The demo's accounts; none in a real shop. */
export function useDemoLogins(): readonly DemoLogin[] {
  const { data } = useSWRImmutable("/api/demo", (path: string) =>
    fetchJson<{ readonly accounts: readonly DemoLogin[] }>(path),
  );
  return data?.word === "answer" ? data.data.accounts : [];
}
