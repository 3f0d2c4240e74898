"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "../../ui/button";
import styles from "./modal.module.css";

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot; the way out is always there as "Close" at the head. */
  readonly actions?: ReactNode;
  /** `drawer` stands at the right edge over the list it belongs to. */
  readonly kind?: "dialog" | "drawer";
}

const words = { close: "Close" };

/**
 * A native dialog: the browser keeps the focus inside and gives it back to where it was. Escape closes. The content is
 * there only while it is open, so a form in it begins anew each time. It opens with the focus on its heading, or on
 * what carries `data-focus-first`.
 */
export function Modal({ open, title, onClose, children, actions, kind = "dialog" }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) {
      element.showModal();
      const first = element.querySelector<HTMLElement>("[data-focus-first]") ?? heading.current;
      first?.focus();
    } else if (!open && element.open) {
      element.close();
    }
  }, [open]);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-kind={kind}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      {open && (
        <div className={styles.sheet}>
          <header className={styles.head}>
            <h2 id={titleId} ref={heading} tabIndex={-1}>
              {title}
            </h2>
            <Button kind="quiet" onClick={onClose}>
              {words.close}
            </Button>
          </header>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <footer className={styles.foot}>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
