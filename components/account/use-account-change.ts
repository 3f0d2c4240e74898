"use client";

import { useEffect } from "react";
import { useSWRConfig } from "swr";
import { onTabNews, tellTabs } from "../api/tab-news";
import { keepChosenZone } from "../shell/chosen-zone";
import { forgetAccount } from "./forget-account";
import { useSession } from "./use-session";

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

/** Follows the other tabs when they sign in or out, and the zone the account chose for times. Once per page is enough. */
export function useFollowAccount(): void {
  const { mutate } = useSWRConfig();
  const { session } = useSession();
  useEffect(() => onTabNews("session", () => void forgetAccount(mutate)), [mutate]);
  useEffect(() => {
    if (session.word === "signed_in") keepChosenZone(session.account.timeZone);
    else if (session.word === "signed_out") keepChosenZone(null);
  }, [session]);
}
