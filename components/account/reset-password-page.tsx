"use client";

import { useEffect, useRef, useState } from "react";
import { localPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { PasswordField } from "./password-field";
import { readToken } from "./read-token";
import { sendForm } from "./send-form";
import { useAccountChange } from "./use-account-change";

/** Where the mailed link leads. Looking at it changes nothing: mail programs follow links too. */
export function ResetPasswordPage() {
  const say = useWords("access");
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
          {done ? say.access.reset.doneTitle : say.access.reset.title}
        </h1>
        {done ? (
          <div className={styles.column}>
            <p>{say.access.reset.done}</p>
            <p>
              <ButtonLink kind="solid" href={localPath(say.locale, "/sign-in")}>
                {say.access.reset.signIn}
              </ButtonLink>
            </p>
          </div>
        ) : (
          <>
            <p className={styles.other}>{say.access.reset.intro}</p>
            <AccountForm
              submit={say.access.reset.submit}
              failed={say.access.reset.failed}
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
                  label={say.access.reset.password}
                  hint={say.access.reset.hint}
                  kind="new-password"
                  {...mistakeOf("password")}
                />
              )}
            </AccountForm>
            <p className={styles.other}>
              <a href={localPath(say.locale, "/forgot-password")}>{say.access.reset.another}</a>
            </p>
          </>
        )}
      </div>
    </Main>
  );
}
