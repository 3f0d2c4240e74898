"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { localPath } from "@/lib/domain";
import { signInPath } from "../account/safe-next";
import { type FormWords, mistakeText } from "../account/send-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { problemText } from "../words/problem-text";
import { useWords, type WordsFor } from "../words/provide-words";
import { type AskResult, askForReminder } from "./ask-for-reminder";
import styles from "./reminder-form.module.css";

const fieldId = "reminder-email";

/** For those without an account, or who are not signed in. */
export function AddressForm({ slug }: { readonly slug: string }) {
  const say = useWords("reminder", "form", "problem");
  const [result, setResult] = useState<AskResult | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const email = new FormData(event.currentTarget).get("email");
    const input = event.currentTarget.elements.namedItem("email");
    setBusy(true);
    const answer = await askForReminder(slug, typeof email === "string" ? email : "", say.locale);
    setResult(answer);
    setBusy(false);
    // Its error is read out with it.
    if (answer.word !== "asked" && input instanceof HTMLInputElement) input.focus();
  }

  if (result?.word === "asked") return <Asked email={result.email} onAgain={() => setResult(null)} />;
  const error = result === null ? {} : { error: errorText(result, say) };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.field}>
        <Field
          id={fieldId}
          name="email"
          label={say.reminder.address.email}
          hint={say.reminder.address.hint}
          type="email"
          autoComplete="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          {...error}
        />
      </div>
      <Button type="submit" kind="solid" busy={busy}>
        {busy ? say.reminder.address.sending : say.reminder.address.send}
      </Button>
      <p className={styles.note}>
        {say.reminder.address.orSignIn}{" "}
        <a href={signInPath(localPath(say.locale, `/sales/${slug}`))}>{say.reminder.address.signIn}</a>
      </p>
    </form>
  );
}

function errorText(result: Exclude<AskResult, { word: "asked" }>, say: FormWords & WordsFor<"reminder">): string {
  if (result.word === "unanswered") return say.reminder.address.unanswered;
  return result.mistake === null ? problemText(result.problem, say) : mistakeText(result.mistake, say);
}

/** Takes the focus, for the form that had it is gone. */
function Asked({ email, onAgain }: { readonly email: string; readonly onAgain: () => void }) {
  const say = useWords("reminder");
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className={styles.form}>
      <p ref={title} tabIndex={-1} className={styles.state}>
        {say.reminder.address.askedTitle}
      </p>
      <p className={styles.wrap}>{say.reminder.address.asked({ email })}</p>
      <Button kind="quiet" onClick={onAgain}>
        {say.reminder.address.another}
      </Button>
    </div>
  );
}
