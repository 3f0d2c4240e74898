"use client";

import { lazy, Suspense } from "react";
import { useFollowAccount } from "../account/use-account-change";
import { useSession } from "../account/use-session";

const AccountNews = lazy(() => import("./account-news"));

/** On every page: what is held for this account, and where it stands in line. Speaks when that changes. */
export function GlobalBar() {
  const { session } = useSession();
  useFollowAccount();
  return (
    session.word === "signed_in" && (
      <Suspense>
        <AccountNews account={session.account} />
      </Suspense>
    )
  );
}
