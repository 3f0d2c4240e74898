"use client";

import type { PreflightCheck } from "@/lib/domain";
import { formatExactTime } from "../../sale/format-wall-time";
import { Button } from "../../ui/button";
import { Chip, type StateShape } from "../../ui/chip";
import type { Tone } from "../../ui/status-line";
import type { TimedCheck } from "./merge-preflight";
import styles from "./monitor-page.module.css";
import type { Preflight } from "./use-preflight";

const words = {
  title: "Pre-flight",
  ready: "Ready",
  notReady: "Not ready",
  asking: "Asking the shop…",
  at: (time: string) => `checked ${time}`,
  retry: "Retry",
  retryOf: (name: string) => `Retry ${name}`,
  fine: (count: number) => `${count} checks of the sale itself are fine`,
  all: "Check all again",
};

const levels: Readonly<Record<PreflightCheck["level"], { title: string; tone: Tone; shape: StateShape }>> = {
  ok: { title: "Ready", tone: "ok", shape: "solid" },
  warning: { title: "Look at it", tone: "wait", shape: "hatch" },
  block: { title: "Not ready", tone: "stop", shape: "cross" },
};

interface PreflightListProps {
  readonly preflight: Preflight;
  readonly timeZone: string;
}

/** What should be well before a sale opens, line by line, each with when it was asked and a way to ask again. */
export function PreflightList({ preflight, timeZone }: PreflightListProps) {
  const { checks, refusal, retrying } = preflight;
  const shown = (checks ?? []).filter(({ check }) => !isFineOfSale(check)).toSorted(worstFirst);
  const fine = (checks ?? []).filter(({ check }) => isFineOfSale(check));
  const ready = checks?.every(({ check }) => check.level !== "block");
  return (
    <section className={styles.part} aria-labelledby="preflight">
      <div className={styles.head}>
        <h2 id="preflight">{words.title}</h2>
        {ready !== undefined && (
          <Chip tone={ready ? "ok" : "stop"} shape={ready ? "solid" : "cross"}>
            {ready ? words.ready : words.notReady}
          </Chip>
        )}
        <Button busy={retrying === "all"} onClick={() => void preflight.retryAll()}>
          {words.all}
        </Button>
      </div>
      {checks === null ? (
        <p className={styles.quiet}>{refusal ?? words.asking}</p>
      ) : (
        <>
          <ul className={styles.checks}>
            {shown.map((line) => (
              <CheckLine key={line.check.name} line={line} preflight={preflight} timeZone={timeZone} />
            ))}
          </ul>
          <details className={styles.done}>
            <summary>{words.fine(fine.length)}</summary>
            <ul className={styles.checks}>
              {fine.map((line) => (
                <CheckLine key={line.check.name} line={line} preflight={preflight} timeZone={timeZone} />
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}

interface CheckLineProps extends PreflightListProps {
  readonly line: TimedCheck;
}

function CheckLine({ line: { check, at }, preflight, timeZone }: CheckLineProps) {
  const { title, tone, shape } = levels[check.level];
  const name = spellCheck(check.name);
  return (
    <li>
      <Chip tone={tone} shape={shape}>
        {title}
      </Chip>
      <span className={styles.check}>
        <strong>{name}</strong> {check.message}
      </span>
      <span className={styles.quiet}>{words.at(formatExactTime(Date.parse(at), timeZone))}</span>
      {check.retryable && check.level !== "ok" && (
        <Button
          busy={preflight.retrying === check.name}
          aria-label={words.retryOf(name)}
          onClick={() => void preflight.retry(check.name)}
        >
          {words.retry}
        </Button>
      )}
    </li>
  );
}

/** What the shop itself needs is always shown; of what was typed into the sale only what is not fine. */
function isFineOfSale({ retryable, level }: PreflightCheck): boolean {
  return !retryable && level === "ok";
}

const ranks: Readonly<Record<PreflightCheck["level"], number>> = { block: 0, warning: 1, ok: 2 };

function worstFirst(one: TimedCheck, two: TimedCheck): number {
  return ranks[one.check.level] - ranks[two.check.level];
}

/** `test_tools` is "Test tools". */
export function spellCheck(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`.replaceAll("_", " ");
}
