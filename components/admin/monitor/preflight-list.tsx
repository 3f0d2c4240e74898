"use client";

import type { PreflightCheck } from "@/lib/domain";
import { formatExactTime } from "../../sale/format-wall-time";
import { Button } from "../../ui/button";
import { Chip, type StateShape } from "../../ui/chip";
import type { Tone } from "../../ui/status-line";
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
  all: "Check all again",
};

const levels: Readonly<Record<PreflightCheck["level"], { title: string; tone: Tone; shape: StateShape }>> = {
  ok: { title: "Ready", tone: "ok", shape: "solid" },
  warning: { title: "Look at it", tone: "wait", shape: "hatch" },
  block: { title: "Not ready", tone: "stop", shape: "cross" },
};

/** What should be well before a sale opens, line by line, each with when it was asked and a way to ask again. */
export function PreflightList({ preflight, timeZone }: { readonly preflight: Preflight; readonly timeZone: string }) {
  const { checks, refusal, retrying } = preflight;
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
        <ul className={styles.checks}>
          {checks.map(({ check, at }) => {
            const { title, tone, shape } = levels[check.level];
            const name = spellCheck(check.name);
            return (
              <li key={check.name}>
                <Chip tone={tone} shape={shape}>
                  {title}
                </Chip>
                <span className={styles.check}>
                  <strong>{name}</strong> {check.message}
                </span>
                <span className={styles.quiet}>{words.at(formatExactTime(Date.parse(at), timeZone))}</span>
                {check.retryable && check.level !== "ok" && (
                  <Button
                    busy={retrying === check.name}
                    aria-label={words.retryOf(name)}
                    onClick={() => void preflight.retry(check.name)}
                  >
                    {words.retry}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** `test_tools` is "Test tools". */
export function spellCheck(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`.replaceAll("_", " ");
}
