"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import styles from "./credential-form.module.css";

interface MailedLinkPageProps {
  readonly done: boolean;
  readonly words: {
    readonly title: string;
    readonly intro: string;
    readonly doneTitle: string;
    readonly done: string;
  };
  /** Where it goes on from here, once it is done. */
  readonly next: { readonly href: string; readonly label: string };
  /** What does it, until it is done. */
  readonly children: ReactNode;
  /** Stays below, done or not. */
  readonly below?: ReactNode;
}

/** Where a mailed link leads. Looking at it changes nothing: mail programs follow links too. */
export function MailedLinkPage({ done, words, next, children, below }: MailedLinkPageProps) {
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
              <ButtonLink kind="solid" href={next.href}>
                {next.label}
              </ButtonLink>
            </p>
          </div>
        ) : (
          <>
            <p className={styles.other}>{words.intro}</p>
            {children}
          </>
        )}
        {below}
      </div>
    </Main>
  );
}
