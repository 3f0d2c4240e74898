"use client";

import { Button } from "../ui/button";
import type { RemindedSale } from "./reminded-sale";
import styles from "./reminder-opener.module.css";
import { useReminderOpener } from "./use-reminder-opener";

interface ReminderOpenerProps {
  /** Null asks for the next sale there is, whichever that is by then. */
  readonly sale: RemindedSale | null;
  readonly label: string;
  /** What is said when the dialog cannot be loaded. */
  readonly failed: string;
  /** What is said when there is no next sale. */
  readonly none?: string;
}

/** The button that opens a reminder's dialog. It takes its words along: where it stands, others are at hand. */
export function ReminderOpener({ sale, label, failed, none }: ReminderOpenerProps) {
  const { step, press, dialog } = useReminderOpener();
  return (
    <>
      <Button className={styles.opener} busy={step === "loading"} onClick={() => press(sale)}>
        {label}
      </Button>
      {step === "failed" && <p role="alert">{failed}</p>}
      {step === "none" && <p role="alert">{none}</p>}
      {dialog}
    </>
  );
}
