"use client";

import type { ReactNode } from "react";
import { Labelled } from "../../ui/labelled";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import styles from "./section.module.css";

interface TextPartProps {
  /** Of the control, as the API names it. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** The text once it is left: a clearer way of writing the same. */
  readonly onLeave?: () => void;
  readonly hint?: ReactNode;
  readonly lock?: string | undefined;
  readonly rows?: number;
  readonly inputMode?: "text" | "numeric" | "decimal";
  /** Buttons beside the input. */
  readonly beside?: ReactNode;
}

/** One line of text, or several, with everything there is to say about it. */
export function TextPart(props: TextPartProps) {
  const { path, label, value, onChange, onLeave, hint, lock, rows, inputMode = "text", beside } = props;
  const { errorAt, warningAt, touch } = useEditor();
  const isLocked = lock !== undefined;
  return (
    <Labelled
      id={controlId(path)}
      label={label}
      hint={hint}
      error={isLocked ? undefined : errorAt(path)}
      warning={warningAt(path)}
      lock={lock}
    >
      {(control) => {
        const common = {
          ...control,
          value,
          readOnly: isLocked,
          autoComplete: "off",
          onBlur: () => {
            touch(path);
            onLeave?.();
          },
        };
        if (rows !== undefined) {
          return <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />;
        }
        const input = (
          <input {...common} type="text" inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
        );
        return beside === undefined ? (
          input
        ) : (
          <div className={styles.beside}>
            {input}
            {beside}
          </div>
        );
      }}
    </Labelled>
  );
}
