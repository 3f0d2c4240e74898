import { type LinkedReminderOutcome, localPath, reminderAction } from "@/lib/domain";
import { PlainPage } from "../shell/plain-page";
import { buttonClasses } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import type { WordsFor } from "../words/provide-words";
import styles from "./link-page.module.css";
import { NothingToDo } from "./nothing-to-do";

interface StopPageProps {
  readonly say: WordsFor<"link">;
  readonly outcome: LinkedReminderOutcome;
  readonly token: string;
}

/** The page of the link that ends a reminder. Opening it changes nothing; its button is a plain form. */
export function StopPage({ say, outcome, token }: StopPageProps) {
  switch (outcome.word) {
    case "found": {
      const { email, sale } = outcome.reminder;
      return (
        <PlainPage
          code="10:00"
          title={say.link.stop.ask(sale)}
          actions={
            <>
              <form method="post" action={reminderAction("stop", token, say.locale)}>
                <input type="hidden" name="from" value="page" />
                <button type="submit" className={buttonClasses({ kind: "solid" })}>
                  {say.link.stop.yes}
                </button>
              </form>
              <ButtonLink href={localPath(say.locale, `/sales/${sale.slug}`)}>{say.link.stop.keep}</ButtonLink>
            </>
          }
        >
          <p className={styles.wrap}>{say.link.stop.asked({ email })}</p>
        </PlainPage>
      );
    }
    case "gone":
      return <NothingToDo say={say} title={say.link.stop.off} meaning={say.link.stop.offMeaning} />;
    case "invalid":
      return <NothingToDo say={say} title={say.link.broken} meaning={say.link.brokenMeaning} />;
  }
}
