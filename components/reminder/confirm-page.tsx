import type { LinkedReminder, LinkedReminderOutcome } from "@/lib/domain";
import { formatMoment, zoneCity } from "../sale/format-wall-time";
import { PlainPage } from "../shell/plain-page";
import { buttonClasses } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import styles from "./link-page.module.css";

interface ConfirmPageProps {
  readonly outcome: LinkedReminderOutcome;
  readonly token: string;
  /** By the shop's clock. */
  readonly nowMs: number;
}

const words = {
  ask: (title: string) => `Shall we remind you of ${title}?`,
  asked: (email: string) =>
    `We write to ${email} ten minutes before it opens, and once more if the store moves or cancels it.`,
  yes: "Yes, remind me",
  done: (title: string) => `You will be reminded of ${title}`,
  doneMeaning: (email: string) =>
    `We write to ${email} ten minutes before it opens. Every mail has a link that stops it.`,
  opens: (moment: string, city: string) => `Opens ${moment} (${city}, the store’s time)`,
  begun: (title: string) => `${title} has begun`,
  begunMeaning: "There is nothing left to remind you of.",
  cancelled: (title: string) => `${title} was cancelled`,
  cancelledMeaning: "It will not open, and nothing more comes by mail.",
  see: "See the sale",
  sales: "See the sales",
  over: "This link is over",
  overMeaning: "A link is good for 24 hours and for one sale. You can ask for another on the sale’s page.",
  broken: "This link is not whole",
  brokenMeaning: "A part of it is missing or was changed. Open it from the mail once more, or copy all of it.",
};

/** The page of the link that confirms an address. Opening it changes nothing; its button is a plain form. */
export function ConfirmPage({ outcome, token, nowMs }: ConfirmPageProps) {
  switch (outcome.word) {
    case "found":
      return <Found reminder={outcome.reminder} token={token} nowMs={nowMs} />;
    case "gone":
      return <Nothing title={words.over} meaning={words.overMeaning} />;
    case "invalid":
      return <Nothing title={words.broken} meaning={words.brokenMeaning} />;
  }
}

interface FoundProps {
  readonly reminder: LinkedReminder;
  readonly token: string;
  readonly nowMs: number;
}

function Found({ reminder: { email, confirmed, sale }, token, nowMs }: FoundProps) {
  const see = <ButtonLink href={`/sales/${sale.slug}`}>{words.see}</ButtonLink>;
  if (sale.status === "cancelled") {
    return (
      <PlainPage code="0:00" title={words.cancelled(sale.title)} actions={see}>
        <p>{words.cancelledMeaning}</p>
      </PlainPage>
    );
  }
  if (nowMs >= sale.startsAtMs) {
    return (
      <PlainPage code="0:00" title={words.begun(sale.title)} actions={see}>
        <p>{words.begunMeaning}</p>
      </PlainPage>
    );
  }
  const when = words.opens(formatMoment(sale.startsAtMs, sale.timeZone), zoneCity(sale.timeZone));
  return (
    <PlainPage
      code="10:00"
      title={confirmed ? words.done(sale.title) : words.ask(sale.title)}
      actions={
        <>
          {!confirmed && (
            <form method="post" action={`/api/reminders/confirm?token=${encodeURIComponent(token)}`}>
              <button type="submit" className={buttonClasses({ kind: "solid" })}>
                {words.yes}
              </button>
            </form>
          )}
          {see}
        </>
      }
    >
      <p>{when}</p>
      <p className={styles.wrap}>{confirmed ? words.doneMeaning(email) : words.asked(email)}</p>
    </PlainPage>
  );
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
