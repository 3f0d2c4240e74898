"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Problem } from "@/lib/domain";
import { problemText } from "../words/problem-text";
import { useWords } from "../words/provide-words";
import styles from "./attempt-story.module.css";

interface LeaveLineProps {
  readonly attemptId: string;
  readonly onLeave: (attemptId: string) => Promise<Problem | null>;
  /** What the button does. */
  readonly name: string;
  readonly consequence: string;
}

/** Asks once more before giving up what cannot be had back. */
export function LeaveLine({ attemptId, onLeave, name, consequence }: LeaveLineProps) {
  const say = useWords("attempt", "problem");
  const [step, setStep] = useState<"idle" | "sure" | "leaving">("idle");
  const [refusal, setRefusal] = useState<string | null>(null);
  const { opener, question } = useFocusOfQuestion(step !== "idle");

  async function leave(): Promise<void> {
    setStep("leaving");
    try {
      const problem = await onLeave(attemptId);
      setRefusal(problem === null ? null : problemText(problem, say));
    } catch {
      setRefusal(say.attempt.noAnswer);
    }
    setStep("idle");
  }

  if (step === "idle") {
    return (
      <>
        <Button ref={opener} kind="quiet" onClick={() => setStep("sure")}>
          {name}
        </Button>
        {refusal !== null && <p role="alert">{refusal}</p>}
      </>
    );
  }
  return (
    <fieldset ref={question} tabIndex={-1} className={styles.sure}>
      <legend>{consequence}</legend>
      <Button kind="plain" busy={step === "leaving"} onClick={() => void leave()}>
        {name}
      </Button>
      <Button kind="quiet" onClick={() => setStep("idle")}>
        {say.attempt.keep}
      </Button>
    </fieldset>
  );
}

/** The press that opens the question takes its own button away: the focus goes on to the question, and back. */
function useFocusOfQuestion(isAsked: boolean) {
  const opener = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLFieldSetElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (isAsked) {
      question.current?.focus({ preventScroll: true });
      // On a phone the question is lower than the screen ends.
      question.current?.scrollIntoView({ block: "nearest" });
    } else if (wasAsked.current) {
      opener.current?.focus();
    }
    wasAsked.current = isAsked;
  }, [isAsked]);
  return { opener, question };
}
