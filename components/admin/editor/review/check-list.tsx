"use client";

import type { SaleCheck } from "@/lib/domain";
import { Button } from "../../../ui/button";
import { Icon, type IconName } from "../../../ui/icon";
import styles from "./review-sheet.module.css";

interface CheckListProps {
  readonly title: string;
  readonly checks: readonly (SaleCheck & { readonly retryable: boolean })[];
  /** The line that is being asked again. */
  readonly asking: string | null;
  readonly onRetry: (name: string) => void;
}

const levelWords = { ok: "OK", warning: "Look again", block: "Stops it" } as const;
const levelIcons = { ok: "check", warning: "warning", block: "cross" } as const satisfies Record<string, IconName>;
const levelOrder = ["block", "warning", "ok"] as const;
const retry = "Retry";

/** What was checked: what stops it first, then what wants to be read. */
export function CheckList({ title, checks, asking, onRetry }: CheckListProps) {
  const sorted = levelOrder.flatMap((level) => checks.filter((check) => check.level === level));
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.checks}>
        {sorted.map(({ name, level, message, retryable }) => (
          <li key={name} className={styles.check} data-level={level}>
            <Icon name={levelIcons[level]} />
            <p>
              <b>{`${levelWords[level]} · ${nameOf(name)}`}</b>
              {message}
            </p>
            {retryable && level !== "ok" && (
              <Button
                className={styles.small}
                aria-label={`${retry}, ${nameOf(name)}`}
                busy={asking === name}
                onClick={() => onRetry(name)}
              >
                {retry}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `test_tools` is Test tools. */
function nameOf(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
