"use client";

import type { ReminderAnswer } from "@/lib/domain";
import { useSession } from "../account/use-session";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { StatusLine } from "../ui/status-line";
import { AddressForm } from "./address-form";
import styles from "./reminder-form.module.css";
import { type OwnReminder, useReminder } from "./use-reminder";

const words = {
  loading: "Looking whether you have one…",
  away: "The shop does not answer. This asks again by itself.",
  to: (email: string) => `It goes to ${email}.`,
  on: (email: string) => `You will be reminded at ${email}.`,
  listed: "Your account lists all your reminders.",
  account: "See your reminders",
  set: "Remind me by e-mail",
  remove: "Remove the reminder",
  wasSet: "The reminder is set.",
  wasRemoved: "The reminder is removed.",
  unanswered: "The shop did not answer. Check the connection and try again.",
};

/** The wish: for an account one button, for anybody else an address that has to say yes. */
export function ReminderForm({ slug }: { readonly slug: string }) {
  const { session } = useSession();
  switch (session.word) {
    case "loading":
      return <Waiting>{words.loading}</Waiting>;
    case "unknown":
      return <Waiting>{words.away}</Waiting>;
    case "signed_out":
      return <AddressForm slug={slug} />;
    case "signed_in":
      return <AccountForm slug={slug} />;
  }
}

function Waiting({ children }: { readonly children: string }) {
  return (
    <div className={styles.form}>
      <p role="status">{children}</p>
      <Skeleton width="100%" height="48px" />
    </div>
  );
}

function AccountForm({ slug }: { readonly slug: string }) {
  const own = useReminder(slug);
  if (own.reminder === null) return <Waiting>{own.isAway ? words.away : words.loading}</Waiting>;
  return <AccountChoice own={own} reminder={own.reminder} />;
}

function AccountChoice({ own, reminder }: { readonly own: OwnReminder; readonly reminder: ReminderAnswer }) {
  const isOn = reminder.state === "on";
  return (
    <div className={styles.form}>
      <p className={styles.state}>{isOn ? words.on(reminder.email) : words.to(reminder.email)}</p>
      <StatusLine tone={own.said === "trouble" ? "stop" : "ok"}>{spoken(own)}</StatusLine>
      {/* One button in one place, so that the focus stays on it when the state flips. */}
      <Button kind={isOn ? "plain" : "solid"} busy={own.busy} onClick={isOn ? own.remove : own.set}>
        {isOn ? words.remove : words.set}
      </Button>
      {isOn && (
        <p className={styles.note}>
          {words.listed} <a href="/account#reminders">{words.account}</a>
        </p>
      )}
    </div>
  );
}

function spoken({ said, trouble }: OwnReminder): string {
  switch (said) {
    case "nothing":
      return "";
    case "set":
      return words.wasSet;
    case "removed":
      return words.wasRemoved;
    case "trouble":
      return trouble ?? words.unanswered;
  }
}
