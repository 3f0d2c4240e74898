"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Field } from "../ui/field";
import { useWords } from "../words/provide-words";
import { AccountForm } from "./account-form";
import styles from "./account-page.module.css";
import { PasswordField } from "./password-field";
import { sendForm } from "./send-form";
import { useAccountChange } from "./use-account-change";
import { accountPath } from "./use-details";

/** A copy of what the shop keeps, and the way out. */
export function DataSection({ onDeleted }: { readonly onDeleted: () => void }) {
  const say = useWords("account");
  const consequences = [
    say.account.data.consequences1,
    say.account.data.consequences2,
    say.account.data.consequences3,
    say.account.data.consequences4,
  ];
  const exportId = useId();
  const deleteId = useId();
  const [confirming, setConfirming] = useState(false);
  const begin = useRef<HTMLButtonElement>(null);
  const wasConfirming = useRef(false);

  useEffect(() => {
    if (wasConfirming.current && !confirming) begin.current?.focus();
    wasConfirming.current = confirming;
  }, [confirming]);

  return (
    <>
      <section className={styles.section} aria-labelledby={exportId}>
        <div className={styles.intro}>
          <h2 id={exportId}>{say.account.data.exportTitle}</h2>
          <p className={styles.about}>{say.account.data.exportAbout}</p>
        </div>
        <div className={styles.box}>
          <ButtonLink kind="solid" href={`${accountPath}/export`} download>
            {say.account.data.exportNow}
          </ButtonLink>
        </div>
      </section>
      <section className={styles.section} aria-labelledby={deleteId}>
        <div className={styles.intro}>
          <h2 id={deleteId}>{say.account.data.deleteTitle}</h2>
          <p className={styles.about}>{say.account.data.deleteAbout}</p>
        </div>
        <div className={styles.box}>
          <ul className={styles.points}>
            {consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {confirming ? (
            <Confirmation onDeleted={onDeleted} onKeep={() => setConfirming(false)} />
          ) : (
            <Button ref={begin} onClick={() => setConfirming(true)}>
              {say.account.data.begin}
            </Button>
          )}
        </div>
      </section>
    </>
  );
}

function Confirmation({ onDeleted, onKeep }: { readonly onDeleted: () => void; readonly onKeep: () => void }) {
  const say = useWords("account");
  const accountChanged = useAccountChange();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.box}>
      <h3 ref={heading} tabIndex={-1}>
        {say.account.data.confirmTitle}
      </h3>
      <AccountForm
        submit={say.account.data.submit}
        failed={say.account.data.failed}
        fieldIds={{ email: "delete-email", password: "delete-password" }}
        send={(fields) =>
          sendForm(accountPath, "DELETE", { email: fields.get("email") ?? "", password: fields.get("password") ?? "" })
        }
        onDone={async () => {
          onDeleted();
          await accountChanged();
        }}
      >
        {(mistakeOf) => (
          <>
            <Field
              id="delete-email"
              name="email"
              type="email"
              label={say.account.data.email}
              hint={say.account.data.emailHint}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              inputMode="email"
              {...mistakeOf("email")}
            />
            <PasswordField
              id="delete-password"
              name="password"
              label={say.account.data.password}
              kind="current-password"
              {...mistakeOf("password")}
            />
          </>
        )}
      </AccountForm>
      <Button onClick={onKeep}>{say.account.data.keep}</Button>
    </div>
  );
}
