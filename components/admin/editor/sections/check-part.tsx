"use client";

import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import styles from "./section.module.css";

interface CheckPartProps {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly lock?: string | undefined;
}

/** Yes or no. */
export function CheckPart({ path, label, hint, checked, onChange, lock }: CheckPartProps) {
  const { errorAt, warningAt, touch } = useEditor();
  const id = controlId(path);
  const error = errorAt(path);
  const warning = warningAt(path);
  return (
    <div className={styles.check}>
      <label htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-disabled={lock !== undefined || undefined}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={`${id}-said`}
          onBlur={() => touch(path)}
          onChange={(event) => {
            if (lock === undefined) onChange(event.target.checked);
          }}
        />
        {label}
      </label>
      <div id={`${id}-said`}>
        {error !== undefined && <p className={styles.error}>{error}</p>}
        {warning !== undefined && <p className={styles.warning}>{warning}</p>}
        {lock !== undefined && <p className={styles.lock}>{lock}</p>}
        <p className={styles.quiet}>{hint}</p>
      </div>
    </div>
  );
}
