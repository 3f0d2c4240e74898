"use client";

import { useEffect, useRef, useState } from "react";
import { localPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { Field } from "../ui/field";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { sendForm } from "./send-form";

/** Asks for a link; what it says afterwards is the same for every address. */
export function ForgotPasswordPage() {
  const say = useWords("access");
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
            {say.access.forgot.sentTitle}
          </h1>
          <div className={styles.column}>
            <p>{say.access.forgot.sent({ email: sentTo })}</p>
            <p className={styles.other}>{say.access.forgot.sentMeaning}</p>
            <p>
              <ButtonLink href={localPath(say.locale, "/sign-in")}>{say.access.forgot.signIn}</ButtonLink>
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
        <h1>{say.access.forgot.title}</h1>
        <p className={styles.other}>{say.access.forgot.intro}</p>
        <AccountForm
          submit={say.access.forgot.submit}
          failed={say.access.forgot.failed}
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
              label={say.access.forgot.email}
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
          <a href={localPath(say.locale, "/sign-in")}>{say.access.forgot.signIn}</a>
        </p>
      </div>
    </Main>
  );
}
