"use client";

import { plainAccountPath, type SessionAnswer } from "@/lib/domain";
import { ReminderList } from "../reminder/reminder-list";
import { zoneCity } from "../sale/format-wall-time";
import { PlainPage } from "../shell/plain-page";
import { useTimeZone } from "../shell/use-time-zone";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { Skeleton } from "../ui/skeleton";
import styles from "./account-page.module.css";
import { OrderList } from "./order-list";
import { signInPath } from "./safe-next";
import { SignOut } from "./sign-out";
import { useSession } from "./use-session";

const words = {
  title: "Your account",
  orders: "Orders",
  reminders: "Reminders",
  details: "Details",
  name: "Name",
  email: "E-mail",
  zone: "Times shown for",
  signedOutTitle: "Sign in to see your orders",
  signedOut: "Places in line, holds and orders belong to your account and are the same on every device.",
  signIn: "Sign in",
  create: "Create an account",
  unknownTitle: "Your account cannot be shown now",
  unknown: "The shop does not answer. Your orders and holds are safe; this page asks again by itself.",
  sales: "See the sales",
  plainWay: "See your orders without JavaScript",
};

/** The account's orders and details. */
export function AccountPage() {
  const { session } = useSession();
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
      return <SignedIn account={session.account} />;
  }
}

function SignedIn({ account }: { readonly account: NonNullable<SessionAnswer["account"]> }) {
  const zone = useTimeZone();
  return (
    <Main className={styles.page}>
      <h1>{words.title}</h1>
      <section className={styles.section} id="orders">
        <h2>{words.orders}</h2>
        <OrderList />
      </section>
      <section className={styles.section} id="reminders">
        <h2>{words.reminders}</h2>
        <ReminderList />
      </section>
      <section className={styles.section} id="details">
        <h2>{words.details}</h2>
        <div className={styles.box}>
          <dl className={styles.details}>
            <div className={styles.pair}>
              <dt className={styles.term}>{words.name}</dt>
              <dd>{account.name}</dd>
            </div>
            <div className={styles.pair}>
              <dt className={styles.term}>{words.email}</dt>
              <dd>{account.email}</dd>
            </div>
            {zone !== null && (
              <div className={styles.pair}>
                <dt className={styles.term}>{words.zone}</dt>
                <dd>{zoneCity(zone)}</dd>
              </div>
            )}
          </dl>
          <SignOut />
        </div>
      </section>
    </Main>
  );
}
