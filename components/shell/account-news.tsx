"use client";

import { usePathname } from "next/navigation";
import type { Session } from "../account/use-session";
import { useLocale } from "../words/provide-words";
import { useLaterWords } from "../words/use-later-words";
import { HoldNews } from "./hold-news";
import { LanguageHint } from "./language-hint";
import { LineNews } from "./line-news";

interface AccountNewsProps {
  readonly account: Extract<Session, { readonly word: "signed_in" }>["account"];
}

/** What the global bar tells a signed-in reader; loaded only for them. Its words come later, so they are heard. */
export default function AccountNews({ account }: AccountNewsProps) {
  const pathname = usePathname();
  const locale = useLocale();
  const say = useLaterWords("attempt");
  return (
    <>
      <div role="status" aria-atomic="true">
        {say !== null && (
          <>
            <HoldNews pathname={pathname} say={say} />
            <LineNews pathname={pathname} accountId={account.id} say={say} />
          </>
        )}
      </div>
      {account.locale !== null && account.locale !== locale && <LanguageHint chosen={account.locale} />}
    </>
  );
}
