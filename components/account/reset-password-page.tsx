"use client";

import { useState } from "react";
import { localPath } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { MailedLinkPage } from "./mailed-link-page";
import { PasswordField } from "./password-field";
import { readToken } from "./read-token";
import { sendForm } from "./send-form";
import { useAccountChange } from "./use-account-change";

/** A new password, by a mailed link. */
export function ResetPasswordPage() {
  const say = useWords("access");
  const accountChanged = useAccountChange();
  const [done, setDone] = useState(false);

  return (
    <MailedLinkPage
      done={done}
      words={{
        title: say.access.reset.title,
        intro: say.access.reset.intro,
        doneTitle: say.access.reset.doneTitle,
        done: say.access.reset.done,
      }}
      next={{ href: localPath(say.locale, "/sign-in"), label: say.access.reset.signIn }}
    >
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
    </MailedLinkPage>
  );
}
