"use client";

import { useState } from "react";
import { fetchJson } from "../api/fetch-json";
import { Button } from "../ui/button";
import { useWords } from "../words/provide-words";
import { useAccountChange } from "./use-account-change";

/** Signs out this browser. Places in line and holds stay with the account. */
export function SignOut() {
  const say = useWords("form");
  const accountChanged = useAccountChange();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  async function signOut(): Promise<void> {
    setBusy(true);
    setFailed(false);
    try {
      const outcome = await fetchJson("/api/auth/sign-out", { method: "POST", body: {} });
      if (outcome.word === "problem") setFailed(true);
      else await accountChanged();
    } catch {
      // No answer: still signed in as far as this page knows.
      setFailed(true);
    }
    setBusy(false);
  }

  return (
    <>
      <Button busy={busy} onClick={() => void signOut()}>
        {busy ? say.form.signOut.sending : say.form.signOut.signOut}
      </Button>
      <p role="status">{failed && say.form.signOut.failed}</p>
    </>
  );
}
