"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { problemText } from "../words/problem-text";
import { useWords } from "../words/provide-words";
import { sendForm } from "./send-form";
import { useDetails } from "./use-details";

/** Where the shop wants addresses confirmed and this one's is not: what to do, and the mail again. */
export function ConfirmAddress() {
  const say = useWords("account", "problem");
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
    setSaid(
      outcome.word === "done"
        ? say.account.confirm.sent({ email })
        : outcome.word === "refused"
          ? problemText(outcome.problem, say)
          : say.account.confirm.failed,
    );
  }

  return (
    <Notice
      tone="wait"
      title={say.account.confirm.title}
      actions={
        <Button busy={busy} onClick={() => void again()}>
          {busy ? say.account.confirm.sending : say.account.confirm.again}
        </Button>
      }
    >
      <p>{say.account.confirm.meaning({ email })}</p>
      <p role="status">{said}</p>
    </Notice>
  );
}
