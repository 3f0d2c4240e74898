"use client";

import { useEffect, useRef, useState } from "react";
import { plainAccountPath } from "@/lib/domain";
import { ReminderList } from "../reminder/reminder-list";
import { PlainPage } from "../shell/plain-page";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { Skeleton } from "../ui/skeleton";
import styles from "./account-page.module.css";
import { AccountTabs } from "./account-tabs";
import { ConfirmAddress } from "./confirm-address";
import { DataSection } from "./data-section";
import { DetailsSection } from "./details-section";
import { DevicesSection } from "./devices-section";
import { OrderList } from "./order-list";
import { signInPath } from "./safe-next";
import { type AccountView, useAccountView } from "./use-account-view";
import { useSession } from "./use-session";

const words = {
  title: "Your account",
  orders: "Orders",
  reminders: "Reminders",
  deletedTitle: "Your account is deleted",
  deleted: "You are signed out everywhere, and the address is free for a new account.",
  signedOutTitle: "Sign in to see your orders",
  signedOut: "Places in line, holds and orders belong to your account and are the same on every device.",
  signIn: "Sign in",
  create: "Create an account",
  unknownTitle: "Your account cannot be shown now",
  unknown: "The shop does not answer. Your orders and holds are safe; this page asks again by itself.",
  sales: "See the sales",
  plainWay: "See your orders without JavaScript",
};

/** The account's orders, reminders, details, devices and data. */
export function AccountPage() {
  const { session } = useSession();
  const [deleted, setDeleted] = useState(false);
  if (deleted) return <Deleted />;
  switch (session.word) {
    case "loading":
      return (
        <Main className={styles.page}>
          <h1>{words.title}</h1>
          <noscript>
            <ButtonLink href={plainAccountPath}>{words.plainWay}</ButtonLink>
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
          title={words.unknownTitle}
          actions={
            <ButtonLink kind="solid" href="/">
              {words.sales}
            </ButtonLink>
          }
        >
          <p role="status">{words.unknown}</p>
        </PlainPage>
      );
    case "signed_out":
      return (
        <PlainPage
          code="0:00"
          title={words.signedOutTitle}
          actions={
            <>
              <ButtonLink kind="solid" href={signInPath("/account")}>
                {words.signIn}
              </ButtonLink>
              <ButtonLink href="/sign-up?next=%2Faccount">{words.create}</ButtonLink>
            </>
          }
        >
          <p>{words.signedOut}</p>
        </PlainPage>
      );
    case "signed_in":
      return <SignedIn onDeleted={() => setDeleted(true)} />;
  }
}

function SignedIn({ onDeleted }: { readonly onDeleted: () => void }) {
  const view = useAccountView();
  return (
    <Main className={styles.page}>
      <h1>{words.title}</h1>
      <AccountTabs current={view} />
      <ConfirmAddress />
      <ViewOf view={view} onDeleted={onDeleted} />
    </Main>
  );
}

function ViewOf({ view, onDeleted }: { readonly view: AccountView; readonly onDeleted: () => void }) {
  switch (view) {
    case "orders":
      return (
        <section className={styles.section} aria-labelledby="account-orders">
          <h2 id="account-orders">{words.orders}</h2>
          <OrderList />
        </section>
      );
    case "reminders":
      return (
        <section className={styles.section} aria-labelledby="account-reminders">
          <h2 id="account-reminders">{words.reminders}</h2>
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
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => status.current?.focus(), []);
  return (
    <PlainPage
      code="0:00"
      title={words.deletedTitle}
      actions={
        <ButtonLink kind="solid" href="/">
          {words.sales}
        </ButtonLink>
      }
    >
      <p ref={status} role="status" tabIndex={-1}>
        {words.deleted}
      </p>
    </PlainPage>
  );
}
