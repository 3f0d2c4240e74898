"use client";

import { useSyncExternalStore } from "react";

/** The parts of the account's page; the fragment of its address says which is shown. */
export const accountViews = ["orders", "reminders", "details", "devices", "data"] as const;
export type AccountView = (typeof accountViews)[number];

function onFragment(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

function readView(): AccountView {
  const fragment = window.location.hash.slice(1);
  return accountViews.find((view) => view === fragment) ?? "orders";
}

/** Orders, unless the address says otherwise. */
export function useAccountView(): AccountView {
  return useSyncExternalStore(onFragment, readView, () => "orders");
}
