import { localPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import type { WordsFor } from "../words/provide-words";
import { PlainPage } from "./plain-page";

/** There is no page at the address. */
export function MissingPage({ say }: { readonly say: WordsFor<"frame"> }) {
  return (
    <PlainPage
      code="404"
      title={say.frame.missing.title}
      actions={
        <>
          <ButtonLink href={localPath(say.locale, "/")} kind="solid">
            {say.frame.missing.sales}
          </ButtonLink>
          <ButtonLink href={localPath(say.locale, "/account")}>{say.frame.missing.orders}</ButtonLink>
        </>
      }
    >
      <p>{say.frame.missing.meaning}</p>
    </PlainPage>
  );
}
