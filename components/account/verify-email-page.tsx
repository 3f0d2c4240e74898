"use client";

import { useEffect, useRef, useState } from "react";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { AccountForm } from "./account-form";
import styles from "./credential-form.module.css";
import { readToken } from "./read-token";
import { sendForm } from "./send-form";

const words = {
  title: "Confirm your address",
  intro: "One press confirms that the address of your account is yours. Then you can buy.",
  submit: "Confirm the address",
  failed: "The address is not confirmed by this link",
  doneTitle: "Your address is confirmed",
  done: "You can buy now. Sign in before the start: then one press of Buy is enough.",
  sales: "See the sales",
  account: "Your account",
};

/** Where the mailed link leads. Looking at it changes nothing: mail programs follow links too. */
export function VerifyEmailPage() {
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
              <ButtonLink kind="solid" href="/">
                {words.sales}
              </ButtonLink>
            </p>
          </div>
        ) : (
          <>
            <p className={styles.other}>{words.intro}</p>
            <AccountForm
              submit={words.submit}
              failed={words.failed}
              fieldIds={{}}
              send={() => sendForm("/api/auth/verify-email", "POST", { token: readToken() })}
              onDone={() => setDone(true)}
            >
              {() => null}
            </AccountForm>
          </>
        )}
        <p className={styles.other}>
          <a href="/account#details">{words.account}</a>
        </p>
      </div>
    </Main>
  );
}
