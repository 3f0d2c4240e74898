"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import styles from "./order-number.module.css";

const words = { copy: "Copy number", copied: "Copied", failed: "Could not copy: select it by hand" };

/** The number to name in a question, with a button that copies it. */
export function OrderNumber({ number }: { readonly number: string }) {
  const [said, setSaid] = useState("");

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(number);
      setSaid(words.copied);
    } catch {
      // Clipboards are closed to insecure pages and to readers who said no.
      setSaid(words.failed);
    }
  }

  return (
    <div className={styles.box}>
      <span className={styles.number}>{number}</span>
      <Button kind="quiet" onClick={() => void copy()}>
        <Icon name="copy" />
        {words.copy}
      </Button>
      <span role="status">{said}</span>
    </div>
  );
}
