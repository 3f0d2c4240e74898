"use client";

import { useEffect, useRef, useState } from "react";
import { localPath, plainAccountPath } from "@/lib/domain";
import { ReminderList } from "../reminder/reminder-list";
import { PlainPage } from "../shell/plain-page";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { Skeleton } from "../ui/skeleton";
import { useWords } from "../words/provide-words";
import styles from "./account-page.module.css";
import { AccountTabs } from "./account-tabs";
import { ConfirmAddress } from "./confirm-address";
import { DataSection } from "./data-section";
import { DetailsSection } from "./details-section";
import { DevicesSection } from "./devices-section";
import { OrderList } from "./order-list";
import { signInPath, signUpPath } from "./safe-next";
import { type AccountView, useAccountView } from "./use-account-view";
import { useSession } from "./use-session";

/** The account's orders, reminders, details, devices and data. */
export function AccountPage() {
  const say = useWords("account");
  const { session } = useSession();
  const [deleted, setDeleted] = useState(false);
  if (deleted) return <Deleted />;
  switch (session.word) {
    case "loading":
      return (
        <Main className={styles.page}>
          <h1>{say.account.page.title}</h1>
          <noscript>
            <ButtonLink href={localPath(say.locale, plainAccountPath)}>{say.account.page.plainWay}</ButtonLink>
          </noscript>
          <Skeleton width="100%" height="96px" />
          <Skeleton width="100%" height="96px" />
          <Skeleton width="100%" height="96px" />
        </Main>
      );
    case "unknown":
      return (
        <PlainPage
          code="503"
          title={say.account.page.unknownTitle}
          actions={
            <ButtonLink kind="solid" href={localPath(say.locale, "/")}>
              {say.account.page.sales}
            </ButtonLink>
          }
        >
          <p role="status">{say.account.page.unknown}</p>
        </PlainPage>
      );
    case "signed_out":
      return (
        <PlainPage
          code="0:00"
          title={say.account.page.signedOutTitle}
          actions={
            <>
              <ButtonLink kind="solid" href={signInPath(localPath(say.locale, "/account"))}>
                {say.account.page.signIn}
              </ButtonLink>
              <ButtonLink href={signUpPath(localPath(say.locale, "/account"))}>{say.account.page.create}</ButtonLink>
            </>
          }
        >
          <p>{say.account.page.signedOut}</p>
        </PlainPage>
      );
    case "signed_in":
      return <SignedIn onDeleted={() => setDeleted(true)} />;
  }
}

function SignedIn({ onDeleted }: { readonly onDeleted: () => void }) {
  const say = useWords("account");
  const view = useAccountView();
  return (
    <Main className={styles.page}>
      <h1>{say.account.page.title}</h1>
      <AccountTabs current={view} />
      <ConfirmAddress />
      <ViewOf view={view} onDeleted={onDeleted} />
    </Main>
  );
}

function ViewOf({ view, onDeleted }: { readonly view: AccountView; readonly onDeleted: () => void }) {
  const say = useWords("account");
  switch (view) {
    case "orders":
      return (
        <section className={styles.section} aria-labelledby="account-orders">
          <h2 id="account-orders">{say.account.page.orders}</h2>
          <OrderList />
        </section>
      );
    case "reminders":
      return (
        <section className={styles.section} aria-labelledby="account-reminders">
          <h2 id="account-reminders">{say.account.page.reminders}</h2>
          <ReminderList />
        </section>
      );
    case "details":
      return <DetailsSection />;
    case "devices":
      return <DevicesSection />;
    case "data":
      return <DataSection onDeleted={onDeleted} />;
  }
}

function Deleted() {
  const say = useWords("account");
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => status.current?.focus(), []);
  return (
    <PlainPage
      code="0:00"
      title={say.account.page.deletedTitle}
      actions={
        <ButtonLink kind="solid" href={localPath(say.locale, "/")}>
          {say.account.page.sales}
        </ButtonLink>
      }
    >
      <p ref={status} role="status" tabIndex={-1}>
        {say.account.page.deleted}
      </p>
    </PlainPage>
  );
}
