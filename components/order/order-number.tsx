"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useWords } from "../words/provide-words";
import styles from "./order-number.module.css";

/** The number to name in a question, with a button that copies it. */
export function OrderNumber({ number }: { readonly number: string }) {
  const say = useWords("order");
  const [said, setSaid] = useState("");

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(number);
      setSaid(say.order.copied);
    } catch {
      // Clipboards are closed to insecure pages and to readers who said no.
      setSaid(say.order.copyFailed);
    }
  }

  return (
    <div className={styles.box}>
      <span className={styles.number}>{number}</span>
      <Button kind="quiet" onClick={() => void copy()}>
        <Icon name="copy" />
        {say.order.copy}
      </Button>
      <span role="status">{said}</span>
    </div>
  );
}
