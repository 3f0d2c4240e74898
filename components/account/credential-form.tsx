"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { Field } from "../ui/field";
import { Columns } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { fieldError, fieldId, summaryItems } from "./credential-errors";
import styles from "./credential-form.module.css";
import { DemoLogins } from "./demo-logins";
import {
  type CredentialField,
  type CredentialOutcome,
  type CredentialPurpose,
  sendCredentials,
} from "./send-credentials";
import { useAccountChange } from "./use-account-change";
import type { DemoLogin } from "./use-demo-logins";
import { readNext } from "./use-next";

interface CredentialFormProps {
  readonly purpose: CredentialPurpose;
  /** What stands below the form. */
  readonly children: ReactNode;
}

/** Signs in or up and goes on to where the visitor wanted to be. */
export function CredentialForm({ purpose, children }: CredentialFormProps) {
  const say = useWords("access", "form", "problem");
  const router = useRouter();
  const accountChanged = useAccountChange();
  const [outcome, setOutcome] = useState<CredentialOutcome | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [passwordShown, setPasswordShown] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isNew = purpose === "sign-up";

  async function send(fields: FormData): Promise<void> {
    setBusy(true);
    const result = await sendCredentials(purpose, fields, say.locale);
    setOutcome(result);
    if (result.word === "signed_in") {
      await accountChanged();
      router.replace(readNext(say.locale));
      return;
    }
    setAttempt((count) => count + 1);
    setBusy(false);
  }

  // The action alone would do, and React replays it when the form was sent before the page came alive. But React
  // also empties a form after its action, and whoever mistyped wants to mend, not to write it all again.
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!busy) void send(new FormData(event.currentTarget));
  }

  function fill(login: DemoLogin): void {
    for (const field of ["email", "password"] as const) {
      const input = form.current?.elements.namedItem(field);
      if (input instanceof HTMLInputElement) input.value = login[field];
    }
  }

  /** As a property that is there or not: an absent error is not an empty one. */
  function errorOf(field: CredentialField): { error?: string } {
    const error = fieldError(outcome, field, say);
    return error === undefined ? {} : { error };
  }

  return (
    <Columns>
      <div className={styles.column}>
        <form ref={form} className={styles.form} action={send} onSubmit={submit} noValidate>
          {outcome !== null && outcome.word !== "signed_in" && (
            <ErrorSummary
              title={say.access.form.failed[purpose]}
              items={summaryItems(purpose, outcome, say)}
              attempt={attempt}
            />
          )}
          {isNew && (
            <Field
              id={fieldId(purpose, "name")}
              name="name"
              label={say.access.form.name}
              hint={say.access.form.nameHint}
              autoComplete="name"
              {...errorOf("name")}
            />
          )}
          <Field
            id={fieldId(purpose, "email")}
            name="email"
            label={say.access.form.email}
            type="email"
            autoComplete={isNew ? "email" : "username"}
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            {...errorOf("email")}
          />
          <Field
            id={fieldId(purpose, "password")}
            name="password"
            label={say.access.form.password}
            {...(isNew ? { hint: say.access.form.newPasswordHint } : {})}
            type={passwordShown ? "text" : "password"}
            autoComplete={isNew ? "new-password" : "current-password"}
            autoCapitalize="none"
            spellCheck={false}
            {...errorOf("password")}
            beside={
              <Button
                aria-label={passwordShown ? say.access.form.hideLabel : say.access.form.showLabel}
                onClick={() => setPasswordShown(!passwordShown)}
              >
                {passwordShown ? say.access.form.hide : say.access.form.show}
              </Button>
            }
          />
          <Button type="submit" kind="solid" large wide busy={busy}>
            {busy ? say.access.form.sending : say.access.form.submit[purpose]}
          </Button>
        </form>
        {children}
      </div>
      {!isNew && <DemoLogins onChoose={fill} />}
    </Columns>
  );
}
