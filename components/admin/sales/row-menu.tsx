"use client";

import { type ToggleEvent, useId, useRef } from "react";
import { Button } from "../../ui/button";
import styles from "./row-menu.module.css";

export type RowAct =
  | { readonly title: string; readonly href: string }
  | { readonly title: string; readonly onAct: () => void };

interface RowMenuProps {
  /** What the acts are about, for those who listen. */
  readonly about: string;
  readonly acts: readonly RowAct[];
}

const words = { open: "More", label: (about: string) => `More for ${about}` };

const widthPx = 220;
const actPx = 44;
const edgePx = 8;

/**
 * What else can be done with a row. A native popover: it lies above the table, which scrolls and would cut it off;
 * Escape and a click elsewhere close it, and the focus goes back to its button.
 */
export function RowMenu({ about, acts }: RowMenuProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);

  function place(event: ToggleEvent<HTMLUListElement>): void {
    const button = opener.current?.getBoundingClientRect();
    if (event.newState !== "open" || button === undefined) return;
    const height = acts.length * actPx + 2 * edgePx;
    const fitsBelow = button.bottom + height <= window.innerHeight || button.top < height;
    const { style } = event.currentTarget;
    style.left = `${Math.max(edgePx, button.right - widthPx) + window.scrollX}px`;
    style.top = `${(fitsBelow ? button.bottom : button.top - height) + window.scrollY}px`;
  }

  return (
    <>
      <Button ref={opener} className={styles.opener} aria-label={words.label(about)} popoverTarget={id}>
        {words.open}
      </Button>
      <ul id={id} popover="auto" className={styles.menu} onBeforeToggle={place}>
        {acts.map((act) => (
          <li key={act.title}>
            {"href" in act ? (
              <a className={styles.act} href={act.href}>
                {act.title}
              </a>
            ) : (
              <button
                type="button"
                className={styles.act}
                popoverTarget={id}
                popoverTargetAction="hide"
                onClick={act.onAct}
              >
                {act.title}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
