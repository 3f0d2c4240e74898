"use client";

import { HoldNews } from "./hold-news";
import { LineNews } from "./line-news";

interface AccountNewsProps {
  readonly accountId: string;
  readonly pathname: string;
}

/** What the global bar tells a signed-in reader; loaded only for them. */
export default function AccountNews({ accountId, pathname }: AccountNewsProps) {
  return (
    <>
      <HoldNews pathname={pathname} />
      <LineNews pathname={pathname} accountId={accountId} />
    </>
  );
}
