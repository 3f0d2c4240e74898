"use client";

import type { ReminderAnswer } from "@/lib/domain";
import { localPath } from "@/lib/domain";
import { useSession } from "../account/use-session";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { StatusLine } from "../ui/status-line";
import { problemText } from "../words/problem-text";
import { useWords, type WordsFor } from "../words/provide-words";
import { AddressForm } from "./address-form";
import styles from "./reminder-form.module.css";
import { type OwnReminder, useReminder } from "./use-reminder";

/** The wish: for an account one button, for anybody else an address that has to say yes. */
export function ReminderForm({ slug }: { readonly slug: string }) {
  const say = useWords("reminder");
  const { session } = useSession();
  switch (session.word) {
    case "loading":
      return <Waiting>{say.reminder.form.loading}</Waiting>;
    case "unknown":
      return <Waiting>{say.reminder.form.away}</Waiting>;
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
  const say = useWords("reminder");
  const own = useReminder(slug);
  if (own.reminder === null)
    return <Waiting>{own.isAway ? say.reminder.form.away : say.reminder.form.loading}</Waiting>;
  return <AccountChoice own={own} reminder={own.reminder} />;
}

function AccountChoice({ own, reminder }: { readonly own: OwnReminder; readonly reminder: ReminderAnswer }) {
  const say = useWords("reminder", "problem");
  const isOn = reminder.state === "on";
  return (
    <div className={styles.form}>
      <p className={styles.state}>
        {isOn ? say.reminder.form.on({ email: reminder.email }) : say.reminder.form.to({ email: reminder.email })}
      </p>
      <StatusLine tone={own.said === "trouble" ? "stop" : "ok"}>{spoken(own, say)}</StatusLine>
      {/* One button in one place, so that the focus stays on it when the state flips. */}
      <Button kind={isOn ? "plain" : "solid"} busy={own.busy} onClick={isOn ? own.remove : own.set}>
        {isOn ? say.reminder.form.remove : say.reminder.form.set}
      </Button>
      {isOn && (
        <p className={styles.note}>
          {say.reminder.form.listed}{" "}
          <a href={localPath(say.locale, "/account#reminders")}>{say.reminder.form.account}</a>
        </p>
      )}
    </div>
  );
}

function spoken({ said, trouble }: OwnReminder, say: WordsFor<"reminder" | "problem">): string {
  switch (said) {
    case "nothing":
      return "";
    case "set":
      return say.reminder.form.wasSet;
    case "removed":
      return say.reminder.form.wasRemoved;
    case "trouble":
      return trouble === null ? say.reminder.form.unanswered : problemText(trouble, say);
  }
}
