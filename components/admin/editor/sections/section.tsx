"use client";

import type { ReactNode } from "react";
import { useEditor } from "../editor-context";
import styles from "./section.module.css";

interface SectionProps {
  readonly title: string;
  /** The parts that are in it: their errors are counted at its head, also while it is folded. */
  readonly parts: readonly string[];
  readonly children: ReactNode;
}

/** A part of the form that folds; open at first. */
export function Section({ title, parts, children }: SectionProps) {
  const { plan, errorAt } = useEditor();
  const paths = new Set(plan.errors.map(({ path }) => path).concat(parts));
  const wrong = [...paths].filter((path) => parts.includes(path.split(".")[0] ?? "") && errorAt(path) !== undefined);
  return (
    <details className={styles.section} open>
      <summary className={styles.summary}>
        <h2>{title}</h2>
        {wrong.length > 0 && <span className={styles.trouble}>{`${wrong.length} to mend`}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
