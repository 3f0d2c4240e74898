"use client";

import { useEffect } from "react";
import { useSWRConfig } from "swr";
import { onTabNews, tellTabs } from "../api/tab-news";
import { forgetAccount } from "./forget-account";

/**
 * To be called after signing in or out: forgets what was read for the account before, asks who is signed in now,
 * and lets the other tabs know.
 */
export function useAccountChange(): () => Promise<void> {
  const { mutate } = useSWRConfig();
  return async () => {
    tellTabs("session");
    await forgetAccount(mutate);
  };
}

/** Follows the other tabs when they sign in or out. Once per page is enough. */
export function useFollowAccount(): void {
  const { mutate } = useSWRConfig();
  useEffect(() => onTabNews("session", () => void forgetAccount(mutate)), [mutate]);
}
