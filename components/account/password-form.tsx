"use client";

import { useId, useState } from "react";
import { AccountForm } from "./account-form";
import styles from "./account-page.module.css";
import { PasswordField } from "./password-field";
import { sendForm } from "./send-form";

const words = {
  title: "Password",
  about: "A new password signs out every other device. We tell you by mail that it was changed.",
  current: "Current password",
  next: "New password",
  nextHint: "At least 8 characters. Pasting and password managers are welcome.",
  forgotten: "Forgot your password?",
  submit: "Change the password",
  done: "Your password is changed.",
  failed: "Your password is not changed yet",
};

export function PasswordForm() {
  const headingId = useId();
  // Another key empties the fields once the password is changed.
  const [round, setRound] = useState(0);
  const [done, setDone] = useState(false);
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.intro}>
        <h2 id={headingId}>{words.title}</h2>
        <p className={styles.about}>{words.about}</p>
      </div>
      <div className={styles.box}>
        <AccountForm
          key={round}
          submit={words.submit}
          failed={words.failed}
          fieldIds={{ currentPassword: "password-current", newPassword: "password-new" }}
          send={(fields) => {
            setDone(false);
            return sendForm("/api/account/password", "POST", {
              currentPassword: fields.get("currentPassword") ?? "",
              newPassword: fields.get("newPassword") ?? "",
            });
          }}
          onDone={() => {
            setRound(round + 1);
            setDone(true);
          }}
        >
          {(mistakeOf) => (
            <>
              <PasswordField
                id="password-current"
                name="currentPassword"
                label={words.current}
                kind="current-password"
                {...mistakeOf("currentPassword")}
              />
              <PasswordField
                id="password-new"
                name="newPassword"
                label={words.next}
                hint={words.nextHint}
                kind="new-password"
                {...mistakeOf("newPassword")}
              />
            </>
          )}
        </AccountForm>
        <p role="status">{done && words.done}</p>
        <p>
          <a href="/forgot-password">{words.forgotten}</a>
        </p>
      </div>
    </section>
  );
}
