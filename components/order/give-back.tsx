"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import styles from "./give-back.module.css";

interface GiveBackProps {
  readonly busy: boolean;
  readonly onGiveBack: () => void;
}

const words = {
  ask: "Cancel and give it back",
  consequence: "Somebody else can buy it at once, and it may not come back. You are not charged.",
  yes: "Yes, give it back",
  no: "Keep it",
};

/** Gives a held item back, after its consequence has been said. */
export function GiveBack({ busy, onGiveBack }: GiveBackProps) {
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);

  if (!asking) {
    return (
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {words.ask}
      </Button>
    );
  }
  return (
    <div className={styles.box}>
      <p ref={question} tabIndex={-1}>
        {words.consequence}
      </p>
      <div className={styles.choice}>
        <Button busy={busy} onClick={onGiveBack}>
          {words.yes}
        </Button>
        <Button kind="quiet" onClick={() => setAsking(false)}>
          {words.no}
        </Button>
      </div>
    </div>
  );
}
