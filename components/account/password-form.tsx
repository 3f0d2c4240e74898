"use client";

import { useId, useState } from "react";
import { localPath } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./account-page.module.css";
import { PasswordField } from "./password-field";
import { sendForm } from "./send-form";

export function PasswordForm() {
  const say = useWords("account");
  const headingId = useId();
  // Another key empties the fields once the password is changed.
  const [round, setRound] = useState(0);
  const [done, setDone] = useState(false);
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.intro}>
        <h2 id={headingId}>{say.account.password.title}</h2>
        <p className={styles.about}>{say.account.password.about}</p>
      </div>
      <div className={styles.box}>
        <AccountForm
          key={round}
          submit={say.account.password.submit}
          failed={say.account.password.failed}
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
                label={say.account.password.current}
                kind="current-password"
                {...mistakeOf("currentPassword")}
              />
              <PasswordField
                id="password-new"
                name="newPassword"
                label={say.account.password.next}
                hint={say.account.password.nextHint}
                kind="new-password"
                {...mistakeOf("newPassword")}
              />
            </>
          )}
        </AccountForm>
        <p role="status">{done && say.account.password.done}</p>
        <p>
          <a href={localPath(say.locale, "/forgot-password")}>{say.account.password.forgotten}</a>
        </p>
      </div>
    </section>
  );
}
