"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Field } from "../ui/field";
import { AccountForm } from "./account-form";
import styles from "./account-page.module.css";
import { PasswordField } from "./password-field";
import { sendForm } from "./send-form";
import { useAccountChange } from "./use-account-change";
import { accountPath } from "./use-details";

const words = {
  exportTitle: "Export your data",
  exportAbout:
    "Everything the shop keeps about you as one JSON file: details, devices, orders with their history, what became of your clicks, reminders and mails.",
  exportNow: "Download your data",
  deleteTitle: "Delete your account",
  deleteAbout: "For good: nobody can bring it back, not even the store.",
  consequences: [
    "You are signed out everywhere, and your password and address are forgotten. The address can open a new account.",
    "Your reminders end, and nothing more is mailed to you. Refunds still go back the way you paid.",
    "Orders stay in the store's books, which the law asks for, without your name or address. You cannot see them any more: download your data first.",
    "It is not possible while a unit is held for you, money is on its way, or you wait in a line.",
  ],
  begin: "Delete my account…",
  confirmTitle: "Confirm that it is you",
  email: "Your e-mail address",
  emailHint: "Type it once more.",
  password: "Your password",
  submit: "Delete my account for good",
  keep: "Keep my account",
  failed: "Your account is not deleted",
};

/** A copy of what the shop keeps, and the way out. */
export function DataSection({ onDeleted }: { readonly onDeleted: () => void }) {
  const exportId = useId();
  const deleteId = useId();
  const [confirming, setConfirming] = useState(false);
  const begin = useRef<HTMLButtonElement>(null);
  const wasConfirming = useRef(false);

  useEffect(() => {
    if (wasConfirming.current && !confirming) begin.current?.focus();
    wasConfirming.current = confirming;
  }, [confirming]);

  return (
    <>
      <section className={styles.section} aria-labelledby={exportId}>
        <div className={styles.intro}>
          <h2 id={exportId}>{words.exportTitle}</h2>
          <p className={styles.about}>{words.exportAbout}</p>
        </div>
        <div className={styles.box}>
          <ButtonLink kind="solid" href={`${accountPath}/export`} download>
            {words.exportNow}
          </ButtonLink>
        </div>
      </section>
      <section className={styles.section} aria-labelledby={deleteId}>
        <div className={styles.intro}>
          <h2 id={deleteId}>{words.deleteTitle}</h2>
          <p className={styles.about}>{words.deleteAbout}</p>
        </div>
        <div className={styles.box}>
          <ul className={styles.points}>
            {words.consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {confirming ? (
            <Confirmation onDeleted={onDeleted} onKeep={() => setConfirming(false)} />
          ) : (
            <Button ref={begin} onClick={() => setConfirming(true)}>
              {words.begin}
            </Button>
          )}
        </div>
      </section>
    </>
  );
}

function Confirmation({ onDeleted, onKeep }: { readonly onDeleted: () => void; readonly onKeep: () => void }) {
  const accountChanged = useAccountChange();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.box}>
      <h3 ref={heading} tabIndex={-1}>
        {words.confirmTitle}
      </h3>
      <AccountForm
        submit={words.submit}
        failed={words.failed}
        fieldIds={{ email: "delete-email", password: "delete-password" }}
        send={(fields) =>
          sendForm(accountPath, "DELETE", { email: fields.get("email") ?? "", password: fields.get("password") ?? "" })
        }
        onDone={async () => {
          onDeleted();
          await accountChanged();
        }}
      >
        {(mistakeOf) => (
          <>
            <Field
              id="delete-email"
              name="email"
              type="email"
              label={words.email}
              hint={words.emailHint}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              inputMode="email"
              {...mistakeOf("email")}
            />
            <PasswordField
              id="delete-password"
              name="password"
              label={words.password}
              kind="current-password"
              {...mistakeOf("password")}
            />
          </>
        )}
      </AccountForm>
      <Button onClick={onKeep}>{words.keep}</Button>
    </div>
  );
}
