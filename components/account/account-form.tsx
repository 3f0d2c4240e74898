"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { useWords } from "../words/provide-words";
import styles from "./account-form.module.css";
import { type FormOutcome, listMistakes, mistakeOf } from "./send-form";

interface AccountFormProps {
  readonly submit: string;
  /** The head of the error summary. */
  readonly failed: string;
  /** Paths of the request's fields with the ids of their inputs in the page. */
  readonly fieldIds: Readonly<Record<string, string>>;
  readonly send: (fields: FormData) => Promise<FormOutcome>;
  /** After the server took it; the form stays busy until this is through. */
  readonly onDone?: () => void | Promise<void>;
  /** Said beside the button once the server took it. */
  readonly done?: string;
  /** The fields; what is asked of a path is its mistake. */
  readonly children: (mistakeOf: (path: string) => { readonly error?: string }) => ReactNode;
}

/** A form that is sent to the server as it is, and says field by field what is wrong. */
export function AccountForm({ submit, failed, fieldIds, send, onDone, done, children }: AccountFormProps) {
  const say = useWords("form", "problem");
  const [outcome, setOutcome] = useState<FormOutcome | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);

  async function act(fields: FormData): Promise<void> {
    setBusy(true);
    setOutcome(null);
    const result = await send(fields);
    setOutcome(result);
    if (result.word === "done") await onDone?.();
    else setAttempt((count) => count + 1);
    setBusy(false);
  }

  // React empties a form after its action; whoever mistyped wants to mend. The action stays for forms that were sent
  // before the page came alive.
  function handleSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!busy) void act(new FormData(event.currentTarget));
  }

  return (
    <form className={styles.form} action={act} onSubmit={handleSubmit} noValidate>
      {outcome !== null && outcome.word !== "done" && (
        <ErrorSummary title={failed} items={listMistakes(outcome, fieldIds, say)} attempt={attempt} />
      )}
      {children((path) => mistakeOf(outcome, path, say))}
      <div className={styles.acts}>
        <Button type="submit" kind="solid" busy={busy}>
          {busy ? say.form.sending : submit}
        </Button>
        <p role="status" className={styles.done}>
          {outcome?.word === "done" && done}
        </p>
      </div>
    </form>
  );
}
