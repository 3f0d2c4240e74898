"use client";

import { useLaterWords } from "../words/use-later-words";
import { HoldNews } from "./hold-news";
import { LineNews } from "./line-news";

interface AccountNewsProps {
  readonly accountId: string;
  readonly pathname: string;
}

/** What the global bar tells a signed-in reader; loaded only for them. */
export default function AccountNews({ accountId, pathname }: AccountNewsProps) {
  const say = useLaterWords("attempt");
  if (say === null) return null;
  return (
    <>
      <HoldNews pathname={pathname} say={say} />
      <LineNews pathname={pathname} accountId={accountId} say={say} />
    </>
  );
}
