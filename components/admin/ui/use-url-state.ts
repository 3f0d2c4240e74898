"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

/** What a list shows, as its address says it: filter, sort and page. Every value is a text; empty means unset. */
export type UrlState = Readonly<Record<string, string>>;

export interface UrlStateControl<State extends UrlState> {
  readonly state: State;
  /** The address that shows the change; what equals its default is left out, so the plain address stays plain. */
  hrefOf(change: Partial<State>): string;
  /** Goes there without loading the page again. `replace` for what changes while typing. */
  go(change: Partial<State>, how?: "push" | "replace"): void;
}

/**
 * Reads and writes a list's state in its address, so that it can be linked, kept and gone back to. `defaults` names
 * every key; give a constant. Next follows history.pushState, so nothing is fetched but the list itself.
 */
export function useUrlState<State extends UrlState>(defaults: State): UrlStateControl<State> {
  const params = useSearchParams();
  const state = useMemo(() => {
    const entries = Object.entries(defaults).map(([key, usual]) => [key, params.get(key) ?? usual] as const);
    // Every key of `defaults` and no other, each with a text.
    return Object.fromEntries(entries) as State;
  }, [params, defaults]);

  const hrefOf = useCallback(
    (change: Partial<State>) => {
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries({ ...state, ...change })) {
        if (value !== undefined && value !== "" && value !== defaults[key]) query.set(key, value);
      }
      const text = query.toString();
      return text === "" ? "?" : `?${text}`;
    },
    [state, defaults],
  );

  const go = useCallback(
    (change: Partial<State>, how: "push" | "replace" = "push") => {
      const href = hrefOf(change);
      const address = href === "?" ? window.location.pathname : href;
      if (how === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [hrefOf],
  );

  return { state, hrefOf, go };
}
