import type { ReactNode } from "react";
import styles from "./labelled.module.css";

interface LabelledProps {
  /** The control's id, and the target of an error summary's links. */
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Worth a second look; nothing is stopped by it. */
  readonly warning?: string | undefined;
  /** Why it cannot be changed now. */
  readonly lock?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** What ties a control to its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly className: string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
}

/** A label with its control, whatever that is: input, select or textarea. */
export function Labelled({ id, label, hint, error, warning, lock, children }: LabelledProps) {
  const parts = [
    ["hint", hint],
    ["error", error],
    ["warning", warning],
    ["lock", lock],
  ] as const;
  const describedBy = parts.filter(([, text]) => text !== undefined).map(([part]) => `${id}-${part}`);
  return (
    <div className={styles.labelled}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        className: styles.control,
        "aria-invalid": error === undefined ? undefined : true,
        "aria-describedby": describedBy.length === 0 ? undefined : describedBy.join(" "),
      })}
      {error !== undefined && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      {warning !== undefined && (
        <p className={styles.warning} id={`${id}-warning`}>
          {warning}
        </p>
      )}
      {lock !== undefined && (
        <p className={styles.lock} id={`${id}-lock`}>
          {lock}
        </p>
      )}
      {hint !== undefined && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
