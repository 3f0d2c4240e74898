"use client";

import { defaultLocale, type FieldError, localPath, type ProblemCode, plainSignInPath } from "@/lib/domain";
import { fieldError, fieldId, summaryItems } from "../account/credential-errors";
import type { CredentialField, CredentialOutcome } from "../account/send-credentials";
import { Button } from "../ui/button";
import { ClippedCard } from "../ui/clipped-card";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { Columns, Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";

export type PlainPurpose = "sign-in" | "sign-up";

interface PlainCredentialProps {
  readonly purpose: PlainPurpose;
  /** The page to go on to. */
  readonly next: string;
  /** What was typed into a form that was not taken, and why. */
  readonly typed: {
    readonly email: string;
    readonly name: string;
    readonly code: ProblemCode | null;
    readonly detail: string;
    readonly errors: readonly FieldError[];
  } | null;
  /** The demo's accounts; a real shop has none. */
  readonly demo: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/** Signing in and up by a form that the browser itself sends. */
export function PlainCredentialPage({ purpose, next, typed, demo }: PlainCredentialProps) {
  const say = useWords("access", "form", "problem", "plain");
  const isNew = purpose === "sign-up";
  const refused = refusalOf(typed);
  const errorOf = (field: CredentialField) => {
    const error = fieldError(refused, field, say);
    return error === undefined ? {} : { error };
  };
  const action = localPath(say.locale, `/plain/${purpose}`);
  return (
    <Main className={styles.page ?? ""}>
      <h1>{say.access.page.title[purpose]}</h1>
      <p className={styles.quiet}>{say.access.page.intro[purpose]}</p>
      <Columns>
        <div className={styles.column}>
          {refused !== null && (
            <Notice tone="stop" title={say.access.form.failed[purpose]}>
              <ul>
                {summaryItems(purpose, refused, say).map((item) => (
                  <li key={item.message}>
                    {item.fieldId === null ? item.message : <a href={`#${item.fieldId}`}>{item.message}</a>}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <PlainForm
            action={action}
            hidden={{ next, locale: isNew && say.locale !== defaultLocale ? say.locale : null }}
            className={styles.form}
          >
            {isNew && (
              <Field
                id={fieldId(purpose, "name")}
                name="name"
                label={say.access.form.name}
                hint={say.access.form.nameHint}
                autoComplete="name"
                defaultValue={typed?.name ?? ""}
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
              defaultValue={typed?.email ?? ""}
              {...errorOf("email")}
            />
            <Field
              id={fieldId(purpose, "password")}
              name="password"
              label={say.access.form.password}
              {...(isNew ? { hint: say.access.form.newPasswordHint } : {})}
              type="password"
              autoComplete={isNew ? "new-password" : "current-password"}
              {...errorOf("password")}
            />
            <Button type="submit" kind="solid" large wide>
              {say.access.form.submit[purpose]}
            </Button>
          </PlainForm>
          <p>
            {say.access.page.other[purpose]}{" "}
            <a href={plainSignInPath(next, isNew ? "sign-in" : "sign-up", say)}>{say.access.page.otherLink[purpose]}</a>
          </p>
        </div>
        {!isNew && demo.length > 0 && (
          <ClippedCard as="aside" className={styles.section ?? ""}>
            <h2>{say.access.demo.title}</h2>
            <p className={styles.quiet}>{say.access.demo.note}</p>
            {demo.map(({ email, password }) => (
              <PlainForm key={email} action={action} hidden={{ email, password, next }}>
                <Button type="submit">{say.plain.signInAs({ email })}</Button>
              </PlainForm>
            ))}
          </ClippedCard>
        )}
      </Columns>
    </Main>
  );
}

/** What the form heard, as the pages with scripts would have heard it. */
function refusalOf(typed: PlainCredentialProps["typed"]): CredentialOutcome | null {
  if (typed === null) return null;
  const { code, detail, errors } = typed;
  return { word: "refused", problem: { code: code ?? "invalid_request", detail }, errors };
}
