"use client";

import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";
import { Main } from "../ui/page-frame";
import { CredentialForm } from "./credential-form";
import styles from "./credential-form.module.css";
import type { CredentialPurpose } from "./send-credentials";
import { useNext } from "./use-next";
import { useSession } from "./use-session";

const words = {
  title: { "sign-in": "Sign in", "sign-up": "Create an account" },
  intro: {
    "sign-in": "Do it before the start: then one press of Buy is enough.",
    "sign-up": "An account keeps your place in line and your orders, on every device.",
  },
  other: { "sign-in": "New here?", "sign-up": "You have an account?" },
  otherLink: { "sign-in": "Create an account", "sign-up": "Sign in" },
  already: (name: string) => `You are signed in as ${name}`,
  alreadyMeaning: "You can go on, or sign in with another account below.",
  goOn: "Go on",
  forgotten: "Forgot your password?",
  plainWay: { "sign-in": "Sign in without JavaScript", "sign-up": "Create an account without JavaScript" },
};

/** The sign-in and the sign-up page: one column, one form. */
export function CredentialPage({ purpose }: { readonly purpose: CredentialPurpose }) {
  const next = useNext();
  const { session } = useSession();
  const otherPath = purpose === "sign-in" ? "/sign-up" : "/sign-in";
  return (
    <Main>
      <div className={styles.page}>
        <h1>{words.title[purpose]}</h1>
        <p className={styles.other}>{words.intro[purpose]}</p>
        {session.word === "signed_in" && (
          <Notice
            tone="ok"
            title={words.already(session.account.name)}
            actions={<ButtonLink href={next}>{words.goOn}</ButtonLink>}
          >
            <p>{words.alreadyMeaning}</p>
          </Notice>
        )}
        <noscript>
          <ButtonLink kind="solid" href={`/plain/${purpose}`}>
            {words.plainWay[purpose]}
          </ButtonLink>
        </noscript>
        <CredentialForm purpose={purpose}>
          {purpose === "sign-in" && (
            <p className={styles.other}>
              <a href="/forgot-password">{words.forgotten}</a>
            </p>
          )}
          <p className={styles.other}>
            {words.other[purpose]}{" "}
            <a href={`${otherPath}?next=${encodeURIComponent(next)}`}>{words.otherLink[purpose]}</a>
          </p>
        </CredentialForm>
      </div>
    </Main>
  );
}
