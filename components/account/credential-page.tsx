"use client";

import { localPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { CredentialForm } from "./credential-form";
import styles from "./credential-form.module.css";
import { signInPath, signUpPath } from "./safe-next";
import type { CredentialPurpose } from "./send-credentials";
import { useNext } from "./use-next";
import { useSession } from "./use-session";

/** The sign-in and the sign-up page: one column, one form. */
export function CredentialPage({ purpose }: { readonly purpose: CredentialPurpose }) {
  const say = useWords("access");
  const next = useNext(say.locale);
  const { session } = useSession();
  const otherPath = purpose === "sign-in" ? signUpPath(next) : signInPath(next);
  return (
    <Main>
      <div className={styles.page}>
        <h1>{say.access.page.title[purpose]}</h1>
        <p className={styles.other}>{say.access.page.intro[purpose]}</p>
        {session.word === "signed_in" && (
          <Notice
            tone="ok"
            title={say.access.page.already({ name: session.account.name })}
            actions={<ButtonLink href={next}>{say.access.page.goOn}</ButtonLink>}
          >
            <p>{say.access.page.alreadyMeaning}</p>
          </Notice>
        )}
        <noscript>
          <ButtonLink kind="solid" href={localPath(say.locale, `/plain/${purpose}`)}>
            {say.access.page.plainWay[purpose]}
          </ButtonLink>
        </noscript>
        <CredentialForm purpose={purpose}>
          {purpose === "sign-in" && (
            <p className={styles.other}>
              <a href={localPath(say.locale, "/forgot-password")}>{say.access.page.forgotten}</a>
            </p>
          )}
          <p className={styles.other}>
            {say.access.page.other[purpose]} <a href={otherPath}>{say.access.page.otherLink[purpose]}</a>
          </p>
        </CredentialForm>
      </div>
    </Main>
  );
}
