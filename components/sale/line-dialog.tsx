"use client";

import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useWords } from "../words/provide-words";
import { useBackToHide } from "./dialog-history";
import styles from "./line-dialog.module.css";

interface LineDialogProps {
  readonly open: boolean;
  readonly onHide: () => void;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
  readonly children: ReactNode;
}

/**
 * The dialog of the line. Escape and the back button hide it; neither leaves the line.
 * The name stays the same in every state, so that it can be found; the heading inside tells the state.
 */
export function LineDialog({ open, onHide, headingRef, children }: LineDialogProps) {
  const say = useWords("attempt");
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) {
      element.showModal();
      headingRef.current?.focus();
    } else if (!open && element.open) {
      element.close();
    }
  }, [open, headingRef]);

  useBackToHide(open, onHide);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={say.attempt.dialog}
      onCancel={(event) => {
        event.preventDefault();
        onHide();
      }}
      // A second Escape closes it without asking.
      onClose={onHide}
    >
      <div className={styles.sheet}>{open && children}</div>
    </dialog>
  );
}
