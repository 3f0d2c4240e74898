import type { LinkedReminderOutcome } from "@/lib/domain";
import { PlainPage } from "../shell/plain-page";
import { buttonClasses } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import styles from "./link-page.module.css";

interface StopPageProps {
  readonly outcome: LinkedReminderOutcome;
  readonly token: string;
}

const words = {
  ask: (title: string) => `Stop the reminder of ${title}?`,
  asked: (email: string) => `Then nothing more about this sale comes to ${email}.`,
  yes: "Stop it",
  keep: "Keep it and see the sale",
  off: "The reminder is off",
  offMeaning: "Nothing more about that sale comes to you by mail. You can set a reminder again on its page.",
  broken: "This link is not whole",
  brokenMeaning: "A part of it is missing or was changed. Open it from the mail once more, or copy all of it.",
  sales: "See the sales",
};

/** The page of the link that ends a reminder. Opening it changes nothing; its button is a plain form. */
export function StopPage({ outcome, token }: StopPageProps) {
  switch (outcome.word) {
    case "found": {
      const { email, sale } = outcome.reminder;
      return (
        <PlainPage
          code="10:00"
          title={words.ask(sale.title)}
          actions={
            <>
              <form method="post" action={`/api/reminders/stop?token=${encodeURIComponent(token)}`}>
                <input type="hidden" name="from" value="page" />
                <button type="submit" className={buttonClasses({ kind: "solid" })}>
                  {words.yes}
                </button>
              </form>
              <ButtonLink href={`/sales/${sale.slug}`}>{words.keep}</ButtonLink>
            </>
          }
        >
          <p className={styles.wrap}>{words.asked(email)}</p>
        </PlainPage>
      );
    }
    case "gone":
      return <Nothing title={words.off} meaning={words.offMeaning} />;
    case "invalid":
      return <Nothing title={words.broken} meaning={words.brokenMeaning} />;
  }
}

function Nothing({ title, meaning }: { readonly title: string; readonly meaning: string }) {
  return (
    <PlainPage
      code="0:00"
      title={title}
      actions={
        <ButtonLink kind="solid" href="/">
          {words.sales}
        </ButtonLink>
      }
    >
      <p>{meaning}</p>
    </PlainPage>
  );
}
