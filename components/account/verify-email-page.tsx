"use client";

import { useEffect, useRef, useState } from "react";
import { localPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { readToken } from "./read-token";
import { sendForm } from "./send-form";

/** Where the mailed link leads. Looking at it changes nothing: mail programs follow links too. */
export function VerifyEmailPage() {
  const say = useWords("access");
  const [done, setDone] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (done) heading.current?.focus();
  }, [done]);

  return (
    <Main>
      <div className={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {done ? say.access.verify.doneTitle : say.access.verify.title}
        </h1>
        {done ? (
          <div className={styles.column}>
            <p>{say.access.verify.done}</p>
            <p>
              <ButtonLink kind="solid" href={localPath(say.locale, "/")}>
                {say.access.verify.sales}
              </ButtonLink>
            </p>
          </div>
        ) : (
          <>
            <p className={styles.other}>{say.access.verify.intro}</p>
            <AccountForm
              submit={say.access.verify.submit}
              failed={say.access.verify.failed}
              fieldIds={{}}
              send={() => sendForm("/api/auth/verify-email", "POST", { token: readToken() })}
              onDone={() => setDone(true)}
            >
              {() => null}
            </AccountForm>
          </>
        )}
        <p className={styles.other}>
          <a href={localPath(say.locale, "/account#details")}>{say.access.verify.account}</a>
        </p>
      </div>
    </Main>
  );
}
