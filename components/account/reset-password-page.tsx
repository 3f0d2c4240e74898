"use client";

import { useEffect, useRef, useState } from "react";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { PasswordField } from "./password-field";
import { readToken } from "./read-token";
import { sendForm } from "./send-form";
import { useAccountChange } from "./use-account-change";

const words = {
  title: "Choose a new password",
  intro: "When it is changed, every device is signed out, also this one. Then sign in with the new password.",
  password: "New password",
  hint: "At least 8 characters. Pasting and password managers are welcome.",
  submit: "Change the password",
  failed: "Your password is not changed yet",
  another: "Ask for a new link",
  doneTitle: "Your password is changed",
  done: "Every device is signed out. We have mailed you that it was changed.",
  signIn: "Sign in",
};

/** Where the mailed link leads. Looking at it changes nothing: mail programs follow links too. */
export function ResetPasswordPage() {
  const accountChanged = useAccountChange();
  const [done, setDone] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (done) heading.current?.focus();
  }, [done]);

  return (
    <Main>
      <div className={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {done ? words.doneTitle : words.title}
        </h1>
        {done ? (
          <div className={styles.column}>
            <p>{words.done}</p>
            <p>
              <ButtonLink kind="solid" href="/sign-in">
                {words.signIn}
              </ButtonLink>
            </p>
          </div>
        ) : (
          <>
            <p className={styles.other}>{words.intro}</p>
            <AccountForm
              submit={words.submit}
              failed={words.failed}
              fieldIds={{ password: "reset-password" }}
              send={(fields) =>
                sendForm("/api/auth/reset-password", "POST", {
                  token: readToken(),
                  password: fields.get("password") ?? "",
                })
              }
              onDone={async () => {
                setDone(true);
                await accountChanged();
              }}
            >
              {(mistakeOf) => (
                <PasswordField
                  id="reset-password"
                  name="password"
                  label={words.password}
                  hint={words.hint}
                  kind="new-password"
                  {...mistakeOf("password")}
                />
              )}
            </AccountForm>
            <p className={styles.other}>
              <a href="/forgot-password">{words.another}</a>
            </p>
          </>
        )}
      </div>
    </Main>
  );
}
