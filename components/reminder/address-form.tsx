"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { signInPath } from "../account/safe-next";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { type AskResult, askForReminder } from "./ask-for-reminder";
import styles from "./reminder-form.module.css";

const words = {
  email: "E-mail",
  hint: "We send a link there first. The reminder counts once you follow it.",
  send: "Send the link",
  sending: "Sending…",
  askedTitle: "Look into your mail",
  asked: (email: string) =>
    `If ${email} can get mail from us, a link is on its way. It is good for 24 hours; without it nothing more comes.`,
  another: "Use another address",
  orSignIn: "With an account it takes one press:",
  signIn: "Sign in",
  unanswered: "The shop did not answer. Check the connection and try again.",
};

const fieldId = "reminder-email";

/** For those without an account, or who are not signed in. */
export function AddressForm({ slug }: { readonly slug: string }) {
  const [result, setResult] = useState<AskResult | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const email = new FormData(event.currentTarget).get("email");
    const input = event.currentTarget.elements.namedItem("email");
    setBusy(true);
    const answer = await askForReminder(slug, typeof email === "string" ? email : "");
    setResult(answer);
    setBusy(false);
    // Its error is read out with it.
    if (answer.word !== "asked" && input instanceof HTMLInputElement) input.focus();
  }

  if (result?.word === "asked") return <Asked email={result.email} onAgain={() => setResult(null)} />;
  const error = result === null ? {} : { error: result.word === "refused" ? result.why : words.unanswered };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.field}>
        <Field
          id={fieldId}
          name="email"
          label={words.email}
          hint={words.hint}
          type="email"
          autoComplete="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          {...error}
        />
      </div>
      <Button type="submit" kind="solid" busy={busy}>
        {busy ? words.sending : words.send}
      </Button>
      <p className={styles.note}>
        {words.orSignIn} <a href={signInPath(`/sales/${slug}`)}>{words.signIn}</a>
      </p>
    </form>
  );
}

/** Takes the focus, for the form that had it is gone. */
function Asked({ email, onAgain }: { readonly email: string; readonly onAgain: () => void }) {
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className={styles.form}>
      <p ref={title} tabIndex={-1} className={styles.state}>
        {words.askedTitle}
      </p>
      <p className={styles.wrap}>{words.asked(email)}</p>
      <Button kind="quiet" onClick={onAgain}>
        {words.another}
      </Button>
    </div>
  );
}
