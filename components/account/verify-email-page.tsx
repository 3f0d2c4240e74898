"use client";

import { useState } from "react";
import { localPath } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { MailedLinkPage } from "./mailed-link-page";
import { readToken } from "./read-token";
import { sendForm } from "./send-form";

/** An address is confirmed, by a mailed link. */
export function VerifyEmailPage() {
  const say = useWords("access");
  const [done, setDone] = useState(false);

  return (
    <MailedLinkPage
      done={done}
      words={{
        title: say.access.verify.title,
        intro: say.access.verify.intro,
        doneTitle: say.access.verify.doneTitle,
        done: say.access.verify.done,
      }}
      next={{ href: localPath(say.locale, "/"), label: say.access.verify.sales }}
      below={
        <p className={styles.other}>
          <a href={localPath(say.locale, "/account#details")}>{say.access.verify.account}</a>
        </p>
      }
    >
      <AccountForm
        submit={say.access.verify.submit}
        failed={say.access.verify.failed}
        fieldIds={{}}
        send={() => sendForm("/api/auth/verify-email", "POST", { token: readToken() })}
        onDone={() => setDone(true)}
      >
        {() => null}
      </AccountForm>
    </MailedLinkPage>
  );
}
