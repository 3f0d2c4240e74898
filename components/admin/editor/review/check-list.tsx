"use client";

import type { SaleCheck } from "@/lib/domain";
import { Button } from "../../../ui/button";
import { Icon, type IconName } from "../../../ui/icon";
import styles from "./review-sheet.module.css";

type Check = SaleCheck & { readonly retryable: boolean };

interface CheckListProps {
  readonly checks: readonly Check[];
  /** The line that is being asked again. */
  readonly asking: string | null;
  readonly onRetry: (name: string) => void;
}

const levelWords = { ok: "OK", warning: "Look again", block: "Stops it" } as const;
const levelIcons = { ok: "check", warning: "warning", block: "cross" } as const satisfies Record<string, IconName>;
const words = {
  title: "Checks",
  retry: "Retry",
  fine: (count: number) => `${count} ${count === 1 ? "check is" : "checks are"} fine`,
};

/** What was checked: what stops it first, then what wants to be read; what is fine is folded away. */
export function CheckList({ checks, asking, onRetry }: CheckListProps) {
  const open = (["block", "warning"] as const).flatMap((level) => checks.filter((check) => check.level === level));
  const fine = checks.filter(({ level }) => level === "ok");
  return (
    <section>
      <h3>{words.title}</h3>
      {open.length > 0 && (
        <ul className={styles.checks}>
          {open.map((check) => (
            <Line key={check.name} check={check} asking={asking} onRetry={onRetry} />
          ))}
        </ul>
      )}
      {fine.length > 0 && (
        <details>
          <summary className={styles.fold}>{words.fine(fine.length)}</summary>
          <ul className={styles.checks}>
            {fine.map((check) => (
              <Line key={check.name} check={check} asking={asking} onRetry={onRetry} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Line({ check, asking, onRetry }: Omit<CheckListProps, "checks"> & { readonly check: Check }) {
  const { name, level, message, retryable } = check;
  return (
    <li className={styles.check} data-level={level}>
      <Icon name={levelIcons[level]} />
      <p>
        <b>{`${levelWords[level]} · ${nameOf(name)}`}</b>
        {message}
      </p>
      {retryable && level !== "ok" && (
        <Button
          className={styles.small}
          aria-label={`${words.retry}, ${nameOf(name)}`}
          busy={asking === name}
          onClick={() => onRetry(name)}
        >
          {words.retry}
        </Button>
      )}
    </li>
  );
}

/** `test_tools` is Test tools. */
function nameOf(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
