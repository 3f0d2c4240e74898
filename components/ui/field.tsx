import type { ComponentProps, ReactNode } from "react";
import styles from "./field.module.css";

interface FieldProps extends Omit<ComponentProps<"input">, "id" | "aria-invalid" | "aria-describedby"> {
  /** Also the target of an error summary's links. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  /** A control beside the input, such as "Show password". */
  readonly beside?: ReactNode;
}

/** A labelled input with its hint and its error, tied together for those who listen. */
export function Field({ id, label, hint, error, beside, ...input }: FieldProps) {
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [hintId, errorId].filter((part) => part !== undefined).join(" ");
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className={styles.hint} id={hintId}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className={styles.error} id={errorId}>
          {error}
        </p>
      )}
      <div className={styles.box}>
        <input
          {...input}
          id={id}
          className={styles.input}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={describedBy === "" ? undefined : describedBy}
        />
        {beside}
      </div>
    </div>
  );
}
