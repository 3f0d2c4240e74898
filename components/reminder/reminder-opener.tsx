"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import type { ReminderDialogProps } from "./reminder-dialog";
import styles from "./reminder-opener.module.css";

type Dialog = typeof import("./reminder-dialog").ReminderDialog;

const words = {
  remind: "Remind me",
  failed: "This could not be loaded. Check the connection and press again.",
};

/** Opens the dialog, whose code comes with the first press: most who look at the page never ask for it. */
export function ReminderOpener(sale: Omit<ReminderDialogProps, "open" | "onClose">) {
  const [dialog, setDialog] = useState<{ readonly Dialog: Dialog } | null>(null);
  const [step, setStep] = useState<"closed" | "loading" | "open" | "failed">("closed");

  function press(): void {
    setStep(dialog === null ? "loading" : "open");
    if (dialog !== null) return;
    import("./reminder-dialog").then(
      ({ ReminderDialog }) => {
        setDialog({ Dialog: ReminderDialog });
        setStep("open");
      },
      () => setStep("failed"),
    );
  }

  return (
    <>
      <Button className={styles.opener} busy={step === "loading"} onClick={press}>
        {words.remind}
      </Button>
      {step === "failed" && <p role="alert">{words.failed}</p>}
      {dialog !== null && <dialog.Dialog {...sale} open={step === "open"} onClose={() => setStep("closed")} />}
    </>
  );
}
