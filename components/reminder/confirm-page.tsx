import { type LinkedReminder, type LinkedReminderOutcome, localPath, reminderAction } from "@/lib/domain";
import { formatMoment } from "../sale/format-wall-time";
import { PlainPage } from "../shell/plain-page";
import { buttonClasses } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import type { WordsFor } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import styles from "./link-page.module.css";
import { NothingToDo } from "./nothing-to-do";

interface ConfirmPageProps {
  readonly say: WordsFor<"link" | "time">;
  readonly outcome: LinkedReminderOutcome;
  readonly token: string;
  /** By the shop's clock. */
  readonly nowMs: number;
}

/** The page of the link that confirms an address. Opening it changes nothing; its button is a plain form. */
export function ConfirmPage({ say, outcome, token, nowMs }: ConfirmPageProps) {
  switch (outcome.word) {
    case "found":
      return <Found say={say} reminder={outcome.reminder} token={token} nowMs={nowMs} />;
    case "gone":
      return <NothingToDo say={say} title={say.link.confirm.over} meaning={say.link.confirm.overMeaning} />;
    case "invalid":
      return <NothingToDo say={say} title={say.link.broken} meaning={say.link.brokenMeaning} />;
  }
}

interface FoundProps {
  readonly say: WordsFor<"link" | "time">;
  readonly reminder: LinkedReminder;
  readonly token: string;
  readonly nowMs: number;
}

function Found({ say, reminder: { email, confirmed, sale }, token, nowMs }: FoundProps) {
  const see = <ButtonLink href={localPath(say.locale, `/sales/${sale.slug}`)}>{say.link.see}</ButtonLink>;
  if (sale.status === "cancelled") {
    return (
      <PlainPage code="0:00" title={say.link.confirm.cancelled(sale)} actions={see}>
        <p>{say.link.confirm.cancelledMeaning}</p>
      </PlainPage>
    );
  }
  if (nowMs >= sale.startsAtMs) {
    return (
      <PlainPage code="0:00" title={say.link.confirm.begun(sale)} actions={see}>
        <p>{say.link.confirm.begunMeaning}</p>
      </PlainPage>
    );
  }
  const when = say.link.confirm.opens({
    moment: formatMoment(sale.startsAtMs, sale.timeZone, say.locale),
    city: sayCity(sale.timeZone, say),
  });
  return (
    <PlainPage
      code="10:00"
      title={confirmed ? say.link.confirm.done(sale) : say.link.confirm.ask(sale)}
      actions={
        <>
          {!confirmed && (
            <form method="post" action={reminderAction("confirm", token, say.locale)}>
              <button type="submit" className={buttonClasses({ kind: "solid" })}>
                {say.link.confirm.yes}
              </button>
            </form>
          )}
          {see}
        </>
      }
    >
      <p>{when}</p>
      <p className={styles.wrap}>
        {confirmed ? say.link.confirm.doneMeaning({ email }) : say.link.confirm.asked({ email })}
      </p>
    </PlainPage>
  );
}
