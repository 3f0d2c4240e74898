import { localPath } from "@/lib/domain";
import { PlainPage } from "../shell/plain-page";
import { ButtonLink } from "../ui/button-link";
import type { WordsFor } from "../words/provide-words";

interface NothingToDoProps {
  readonly say: WordsFor<"link">;
  readonly title: string;
  readonly meaning: string;
}

/** The page of a mailed link behind which nothing waits. */
export function NothingToDo({ say, title, meaning }: NothingToDoProps) {
  return (
    <PlainPage
      code="0:00"
      title={title}
      actions={
        <ButtonLink kind="solid" href={localPath(say.locale, "/")}>
          {say.link.sales}
        </ButtonLink>
      }
    >
      <p>{meaning}</p>
    </PlainPage>
  );
}
