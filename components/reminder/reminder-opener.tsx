"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { ProvideWords, useWords, useWordsFetch, type WordsFor } from "../words/provide-words";
import type { ReminderDialogProps } from "./reminder-dialog";
import styles from "./reminder-opener.module.css";

interface LoadedDialog {
  readonly Dialog: typeof import("./reminder-dialog").ReminderDialog;
  readonly say: WordsFor<"reminder" | "form" | "problem">;
}

/** Opens the dialog, whose code comes with the first press: most who look at the page never ask for it. */
export function ReminderOpener(sale: Omit<ReminderDialogProps, "open" | "onClose">) {
  const say = useWords("sale");
  const fetchReminder = useWordsFetch("reminder");
  const fetchForm = useWordsFetch("form");
  const fetchProblem = useWordsFetch("problem");
  const [dialog, setDialog] = useState<LoadedDialog | null>(null);
  const [step, setStep] = useState<"closed" | "loading" | "open" | "failed">("closed");

  function press(): void {
    setStep(dialog === null ? "loading" : "open");
    if (dialog !== null) return;
    Promise.all([import("./reminder-dialog"), fetchReminder(), fetchForm(), fetchProblem()]).then(
      ([{ ReminderDialog }, reminder, form, problem]) => {
        setDialog({ Dialog: ReminderDialog, say: { locale: say.locale, reminder, form, problem } });
        setStep("open");
      },
      () => setStep("failed"),
    );
  }

  return (
    <>
      <Button className={styles.opener} busy={step === "loading"} onClick={press}>
        {say.sale.reminder.remind}
      </Button>
      {step === "failed" && <p role="alert">{say.sale.reminder.failed}</p>}
      {dialog !== null && (
        <ProvideWords now={dialog.say}>
          <dialog.Dialog {...sale} open={step === "open"} onClose={() => setStep("closed")} />
        </ProvideWords>
      )}
    </>
  );
}
