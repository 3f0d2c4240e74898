import type { ReminderOpening } from "../reminder/use-reminder-opener";
import { Button } from "../ui/button";
import { useWords } from "../words/provide-words";
import type { ListedSale } from "./listed-sale";
import styles from "./remind-button.module.css";

interface RemindButtonProps {
  readonly sale: ListedSale;
  /** The list's one dialog: a sale that opens moves to another place, and must not take an open dialog along. */
  readonly reminder: ReminderOpening;
}

/** Stands on a card that is a link as a whole, and after it. Nothing once the sale has opened. */
export function RemindButton({ sale, reminder }: RemindButtonProps) {
  const say = useWords("listing");
  if (sale.phase !== "scheduled") return null;
  const { slug, title, startsAtMs, timeZone } = sale;
  const step = reminder.slug === slug ? reminder.step : "closed";
  return (
    <div className={styles.remind}>
      <Button
        kind="quiet"
        aria-label={say.listing.remindOf({ title })}
        busy={step === "loading"}
        onClick={() => reminder.press({ slug, title, startsAtMs, timeZone })}
      >
        {say.listing.remind}
      </Button>
      {step === "failed" && <p role="alert">{say.listing.remindFailed}</p>}
    </div>
  );
}
