"use client";

import { useEffect, useRef, useState } from "react";
import { ButtonLink } from "../ui/button-link";
import { Field } from "../ui/field";
import { Main } from "../ui/page-frame";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { sendForm } from "./send-form";

const words = {
  title: "Forgot your password?",
  intro: "Write the address of your account. We mail you a link with which you choose a new password.",
  email: "E-mail",
  submit: "Mail me the link",
  failed: "No link was mailed",
  sentTitle: "Look into your mail",
  sent: (email: string) => `If an account has the address ${email}, a link is on its way to it.`,
  sentMeaning: "It works once, for 60 minutes. Nothing there after a few minutes? Look among unwanted mails.",
  signIn: "Back to sign in",
};

/** Asks for a link; what it says afterwards is the same for every address. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (sentTo !== null) heading.current?.focus();
  }, [sentTo]);

  if (sentTo !== null) {
    return (
      <Main>
        <div className={styles.page}>
          <h1 ref={heading} tabIndex={-1}>
            {words.sentTitle}
          </h1>
          <div className={styles.column}>
            <p>{words.sent(sentTo)}</p>
            <p className={styles.other}>{words.sentMeaning}</p>
            <p>
              <ButtonLink href="/sign-in">{words.signIn}</ButtonLink>
            </p>
          </div>
        </div>
      </Main>
    );
  }
  let typed = "";
  return (
    <Main>
      <div className={styles.page}>
        <h1>{words.title}</h1>
        <p className={styles.other}>{words.intro}</p>
        <AccountForm
          submit={words.submit}
          failed={words.failed}
          fieldIds={{ email: "forgot-email" }}
          send={(fields) => {
            typed = String(fields.get("email") ?? "").trim();
            return sendForm("/api/auth/forgot-password", "POST", { email: typed });
          }}
          onDone={() => setSentTo(typed)}
        >
          {(mistakeOf) => (
            <Field
              id="forgot-email"
              name="email"
              label={words.email}
              type="email"
              autoComplete="username"
              inputMode="email"
              autoCapitalize="none"
              spellCheck={false}
              {...mistakeOf("email")}
            />
          )}
        </AccountForm>
        <p className={styles.other}>
          <a href="/sign-in">{words.signIn}</a>
        </p>
      </div>
    </Main>
  );
}
