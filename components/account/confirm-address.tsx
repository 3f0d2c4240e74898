"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { sendForm } from "./send-form";
import { useDetails } from "./use-details";

const words = {
  title: "Confirm your e-mail address",
  meaning: (email: string) => `Before you can buy, open the link we mailed to ${email}. It works for 24 hours.`,
  again: "Mail the link again",
  sending: "Sending…",
  sent: (email: string) => `A new link is on its way to ${email}. Look among unwanted mails too.`,
  failed: "The mail was not sent: the shop did not answer. Try again.",
};

/** Where the shop wants addresses confirmed and this one's is not: what to do, and the mail again. */
export function ConfirmAddress() {
  const { answer } = useDetails();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  if (answer === null || !answer.verificationNeeded) return null;
  const { email } = answer;

  async function again(): Promise<void> {
    setBusy(true);
    setSaid("");
    const outcome = await sendForm("/api/account/verification", "POST", {});
    setBusy(false);
    setSaid(outcome.word === "done" ? words.sent(email) : outcome.word === "refused" ? outcome.detail : words.failed);
  }

  return (
    <Notice
      tone="wait"
      title={words.title}
      actions={
        <Button busy={busy} onClick={() => void again()}>
          {busy ? words.sending : words.again}
        </Button>
      }
    >
      <p>{words.meaning(email)}</p>
      <p role="status">{said}</p>
    </Notice>
  );
}
