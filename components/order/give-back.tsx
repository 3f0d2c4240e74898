"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { useWords } from "../words/provide-words";
import styles from "./give-back.module.css";

interface GiveBackProps {
  readonly busy: boolean;
  readonly onGiveBack: () => void;
}

/** Gives a held item back, after its consequence has been said. */
export function GiveBack({ busy, onGiveBack }: GiveBackProps) {
  const say = useWords("order");
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);

  if (!asking) {
    return (
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {say.order.giveBack}
      </Button>
    );
  }
  return (
    <div className={styles.box}>
      <p ref={question} tabIndex={-1}>
        {say.order.giveBackMeans}
      </p>
      <div className={styles.choice}>
        <Button busy={busy} onClick={onGiveBack}>
          {say.order.giveBackYes}
        </Button>
        <Button kind="quiet" onClick={() => setAsking(false)}>
          {say.order.giveBackNo}
        </Button>
      </div>
    </div>
  );
}
