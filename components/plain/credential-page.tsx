"use client";

import { type FieldError, plainSignInPath } from "@/lib/domain";
import { Button } from "../ui/button";
import { ClippedCard } from "../ui/clipped-card";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { Columns, Main } from "../ui/page-frame";
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
    readonly detail: string;
    readonly errors: readonly FieldError[];
  } | null;
  /** The demo's accounts; a real shop has none. */
  readonly demo: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

const words = {
  title: { "sign-in": "Sign in", "sign-up": "Create an account" },
  intro: {
    "sign-in": "Do it before the start: then one press of Buy is enough.",
    "sign-up": "An account keeps your place in line and your orders, on every device.",
  },
  failed: { "sign-in": "You are not signed in yet", "sign-up": "The account was not created yet" },
  name: "Name",
  nameHint: "As the store should greet you.",
  email: "E-mail",
  password: "Password",
  passwordHint: "At least 8 characters. Pasting and password managers are welcome.",
  submit: { "sign-in": "Sign in", "sign-up": "Create account" },
  other: { "sign-in": "New here?", "sign-up": "You have an account?" },
  otherLink: { "sign-in": "Create an account", "sign-up": "Sign in" },
  demo: "Demo accounts",
  demoNote: "This shop is a demo. Take one of these; nothing is really bought.",
  demoSubmit: (email: string) => `Sign in as ${email}`,
};

/** Signing in and up by a form that the browser itself sends. */
export function PlainCredentialPage({ purpose, next, typed, demo }: PlainCredentialProps) {
  const isNew = purpose === "sign-up";
  const errorOf = (field: string) => {
    const error = typed?.errors.find(({ path }) => path === field)?.message;
    return error === undefined ? {} : { error };
  };
  const action = `/plain/${purpose}`;
  return (
    <Main className={styles.page ?? ""}>
      <h1>{words.title[purpose]}</h1>
      <p className={styles.quiet}>{words.intro[purpose]}</p>
      <Columns>
        <div className={styles.column}>
          {typed !== null && (
            <Notice tone="stop" title={words.failed[purpose]}>
              {typed.errors.length === 0 && <p>{typed.detail}</p>}
              <ul>
                {typed.errors.map(({ path, message }) => (
                  <li key={path}>
                    <a href={`#${purpose}-${path}`}>{message}</a>
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <PlainForm action={action} hidden={{ next }} className={styles.form}>
            {isNew && (
              <Field
                id={`${purpose}-name`}
                name="name"
                label={words.name}
                hint={words.nameHint}
                autoComplete="name"
                defaultValue={typed?.name ?? ""}
                {...errorOf("name")}
              />
            )}
            <Field
              id={`${purpose}-email`}
              name="email"
              label={words.email}
              type="email"
              autoComplete={isNew ? "email" : "username"}
              inputMode="email"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={typed?.email ?? ""}
              {...errorOf("email")}
            />
            <Field
              id={`${purpose}-password`}
              name="password"
              label={words.password}
              {...(isNew ? { hint: words.passwordHint } : {})}
              type="password"
              autoComplete={isNew ? "new-password" : "current-password"}
              {...errorOf("password")}
            />
            <Button type="submit" kind="solid" large wide>
              {words.submit[purpose]}
            </Button>
          </PlainForm>
          <p>
            {words.other[purpose]}{" "}
            <a href={plainSignInPath(next, isNew ? "sign-in" : "sign-up")}>{words.otherLink[purpose]}</a>
          </p>
        </div>
        {!isNew && demo.length > 0 && (
          <ClippedCard as="aside" className={styles.section ?? ""}>
            <h2>{words.demo}</h2>
            <p className={styles.quiet}>{words.demoNote}</p>
            {demo.map(({ email, password }) => (
              <PlainForm key={email} action={action} hidden={{ email, password, next }}>
                <Button type="submit">{words.demoSubmit(email)}</Button>
              </PlainForm>
            ))}
          </ClippedCard>
        )}
      </Columns>
    </Main>
  );
}
