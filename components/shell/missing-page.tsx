import { localPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import type { WordsFor } from "../words/provide-words";
import { PlainPage } from "./plain-page";

/** There is no page at the address. */
export function MissingPage({ say }: { readonly say: WordsFor<"shell"> }) {
  return (
    <PlainPage
      code="404"
      title={say.shell.missing.title}
      actions={
        <>
          <ButtonLink href={localPath(say.locale, "/")} kind="solid">
            {say.shell.missing.sales}
          </ButtonLink>
          <ButtonLink href={localPath(say.locale, "/account")}>{say.shell.missing.orders}</ButtonLink>
        </>
      }
    >
      <p>{say.shell.missing.meaning}</p>
    </PlainPage>
  );
}
