"use client";

import { type ReactNode, useState } from "react";
import { ProvideWords, useLocale, useWordsFetch, type WordsFor } from "../words/provide-words";
import { findNextSale } from "./find-next-sale";
import type { RemindedSale } from "./reminded-sale";

interface LoadedDialog {
  readonly Dialog: typeof import("./reminder-dialog").ReminderDialog;
  readonly say: WordsFor<"reminder" | "form" | "problem">;
  readonly sale: RemindedSale;
}

export interface ReminderOpening {
  /** `none`: there is no next sale yet. */
  readonly step: "closed" | "loading" | "open" | "failed" | "none";
  /** The sale of the last press; null stands for the next one. */
  readonly slug: string | null;
  readonly press: (sale: RemindedSale | null) => void;
  /** Null until it is first wanted. */
  readonly dialog: ReactNode;
}

/** Opens the dialog, whose code comes with the first press: most who look at the page never ask for it. */
export function useReminderOpener(): ReminderOpening {
  const locale = useLocale();
  const fetchReminder = useWordsFetch("reminder");
  const fetchForm = useWordsFetch("form");
  const fetchProblem = useWordsFetch("problem");
  const [loaded, setLoaded] = useState<LoadedDialog | null>(null);
  const [slug, setSlug] = useState<string | null>(null);
  const [step, setStep] = useState<ReminderOpening["step"]>("closed");

  async function open(wanted: RemindedSale | null): Promise<void> {
    setSlug(wanted?.slug ?? null);
    setStep("loading");
    try {
      const sale = wanted ?? (await findNextSale());
      if (sale === null) return setStep("none");
      const [{ ReminderDialog: Dialog }, reminder, form, problem] = await Promise.all([
        import("./reminder-dialog"),
        fetchReminder(),
        fetchForm(),
        fetchProblem(),
      ]);
      setLoaded({ Dialog, say: { locale, reminder, form, problem }, sale });
      setStep("open");
    } catch {
      setStep("failed");
    }
  }

  return {
    step,
    slug,
    press: (sale) => void open(sale),
    dialog: loaded !== null && (
      <ProvideWords now={loaded.say}>
        <loaded.Dialog
          key={loaded.sale.slug}
          {...loaded.sale}
          open={step === "open"}
          onClose={() => setStep("closed")}
        />
      </ProvideWords>
    ),
  };
}
