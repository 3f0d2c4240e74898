import type { ReactNode } from "react";
import { Button, buttonClasses } from "../ui/button";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";

interface SecondThoughtProps {
  /** What one wants to do. */
  readonly ask: string;
  readonly consequence: ReactNode;
  readonly yes: string;
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
}

/** An act that cannot be taken back: its consequence is said before its button is there. */
export function SecondThought({ ask, consequence, yes, action, hidden = {} }: SecondThoughtProps) {
  return (
    <details className={styles.thought}>
      <summary className={buttonClasses({ kind: "quiet" })}>{ask}</summary>
      <PlainForm action={action} hidden={hidden} className={styles.answer}>
        <p>{consequence}</p>
        <Button type="submit">{yes}</Button>
      </PlainForm>
    </details>
  );
}
