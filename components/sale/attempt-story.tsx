"use client";

import { type ReactNode, type Ref, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { Stamp } from "@/components/ui/stamp";
import { StatusLine } from "@/components/ui/status-line";
import type { AttemptAnswer, Problem } from "@/lib/domain";
import { orderIdOfAttempt } from "@/lib/domain";
import styles from "./attempt-story.module.css";
import { attemptSteps, etaWords, lostWords, spokenAttempt } from "./describe-attempt";
import { formatExactTime, formatMilliseconds } from "./format-wall-time";

interface AttemptStoryProps {
  readonly attempt: AttemptAnswer;
  readonly title: string;
  /** The shopper's zone, or the store's until it is known. */
  readonly timeZone: string;
  /** The largest place seen of this attempt; progress only moves forward. */
  readonly firstPlace: number | null;
  /** Units left, where the sale shows exact numbers. */
  readonly left: number | null;
  /** Seconds since the last answer, while the connection is lost; else null. */
  readonly silentForSeconds: number | null;
  readonly next: { readonly slug: string; readonly title: string } | null;
  readonly onLeave: (attemptId: string) => Promise<Problem | null>;
  /** Null on the full page, which cannot be hidden. */
  readonly onHide: (() => void) | null;
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

/** Where the shopper's attempt stands and what to do next; the same in the dialog and on its own page. */
export function AttemptStory(props: AttemptStoryProps) {
  const { attempt, timeZone, headingRef, silentForSeconds } = props;
  const payBy = attempt.payBy === undefined ? "" : formatExactTime(Date.parse(attempt.payBy), timeZone);
  return (
    <div className={styles.story} data-attempt={attempt.state}>
      {props.onHide !== null && <p className={styles.what}>{props.title}</p>}
      <h2 ref={headingRef} tabIndex={-1} className={styles.heading}>
        {headingOf(attempt, payBy, props.firstPlace !== null)}
      </h2>
      <div className={styles.body}>
        {bodyOf(props)}
        <Steps attempt={attempt} timeZone={timeZone} />
      </div>
      <StatusLine label="Line status" tone="wait" className={styles.status ?? ""}>
        {silentForSeconds === null ? (
          <span className={styles.spoken}>{spokenAttempt(attempt, payBy)}</span>
        ) : (
          `Connection lost. Your place is safe. Reconnecting… (last answer ${silentForSeconds} s ago)`
        )}
      </StatusLine>
      <Actions {...props} />
    </div>
  );
}

function headingOf(attempt: AttemptAnswer, payBy: string, wasInLine: boolean): string {
  switch (attempt.state) {
    case "queued":
      return attempt.place === undefined ? "Your click has arrived" : "You are in line";
    case "reserved":
      return payBy === "" ? "It is yours" : `It is yours until ${payBy}`;
    case "paying":
      return "Your payment is being checked";
    case "paid":
      return "Bought";
    case "lost":
      return lostWords(attempt.reason, wasInLine);
    case "left":
      return wasInLine ? "You left the line" : "You gave it back";
    case "expired":
      return "Your hold ended";
  }
}

function bodyOf({ attempt, title, firstPlace, left }: AttemptStoryProps): ReactNode {
  switch (attempt.state) {
    case "queued":
      return attempt.place === undefined ? (
        <p>The order is being written down. It is yours as soon as this page says so, usually within a second.</p>
      ) : (
        <InLine attempt={attempt} place={attempt.place} firstPlace={firstPlace} left={left} />
      );
    case "reserved":
      return <p>{`${title} is held for you. You are charged only when you pay.`}</p>;
    case "paying":
      return <p>The item cannot be lost now. We keep asking until your bank has answered.</p>;
    case "paid":
      return (
        <p className={styles.outcome}>
          <Stamp tone="ok" struck>
            Secured
          </Stamp>
          {`${title} is paid for and yours.`}
        </p>
      );
    case "lost":
      return <p>{firstPlace === null ? "Nothing was charged." : `You were at #${firstPlace}. Nothing was charged.`}</p>;
    case "left":
      return <p>Nothing was charged.</p>;
    case "expired":
      return <p>It was not paid in time. You were not charged.</p>;
  }
}

interface InLineProps {
  readonly attempt: AttemptAnswer;
  readonly place: number;
  readonly firstPlace: number | null;
  readonly left: number | null;
}

function InLine({ attempt, place, firstPlace, left }: InLineProps) {
  const ahead = attempt.ahead ?? place - 1;
  const from = Math.max(firstPlace ?? place, place);
  return (
    <>
      <p className={styles.place}>
        <span className={styles.number}>{`#${place}`}</span>
        <span>{etaWords(attempt.etaBand)}</span>
      </p>
      <progress
        className={styles.progress}
        aria-label="Way through the line"
        aria-valuetext={`${ahead} ahead of you`}
        max={from}
        value={from - place}
      />
      {left !== null && ahead > left && <p>{`${left} left, ${ahead} ahead of you: unlikely, not over.`}</p>}
      <p>
        What comes back goes to the line first. You can close this page: your place is saved to your account, and
        reloading or a second tab changes nothing.
      </p>
    </>
  );
}

function Steps({ attempt, timeZone }: { readonly attempt: AttemptAnswer; readonly timeZone: string }) {
  return (
    <ol className={styles.steps} aria-label="Steps">
      {attemptSteps(attempt).map((step, index) => (
        <li
          key={step.name}
          className={styles.step}
          data-state={step.state}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span className={styles.mark}>
            {step.state === "done" && <Icon name="check" size={16} />}
            {step.state === "failed" && <Icon name="cross" size={16} />}
          </span>
          {step.name}
          {index === 0 && (
            <time className={styles.sent} dateTime={attempt.receivedAt} title="When the shop received your click">
              {formatMilliseconds(Date.parse(attempt.receivedAt), timeZone)}
            </time>
          )}
        </li>
      ))}
    </ol>
  );
}

function Actions(props: AttemptStoryProps) {
  const { attempt, onHide, next } = props;
  const order = `/orders/${attempt.orderId ?? orderIdOfAttempt(attempt.attemptId)}`;
  const hide = onHide !== null && (
    <Button onClick={onHide} kind="plain">
      Hide
    </Button>
  );
  switch (attempt.state) {
    case "queued":
      return (
        <div className={styles.actions}>
          {hide}
          {attempt.place !== undefined && (
            <LeaveButton {...props} name="Leave the line" consequence="Your place cannot be restored." />
          )}
        </div>
      );
    case "reserved":
      return (
        <div className={styles.actions}>
          <ButtonLink kind="primary" large wide href={`${order}/pay`}>
            Pay now
          </ButtonLink>
          {hide}
          <LeaveButton {...props} name="Give it back" consequence="It goes to the next shopper at once." />
        </div>
      );
    case "paying":
    case "paid":
      return (
        <div className={styles.actions}>
          <ButtonLink kind="solid" href={order}>
            View order
          </ButtonLink>
          {hide}
        </div>
      );
    case "lost":
    case "left":
    case "expired":
      return (
        <div className={styles.actions}>
          {hide}
          {next !== null && <a href={`/sales/${next.slug}`}>{`Next sale: ${next.title}`}</a>}
        </div>
      );
  }
}

interface LeaveButtonProps extends AttemptStoryProps {
  readonly name: string;
  readonly consequence: string;
}

/** Asks once more before giving up what cannot be had back. */
function LeaveButton({ attempt, onLeave, name, consequence }: LeaveButtonProps) {
  const [step, setStep] = useState<"idle" | "sure" | "leaving">("idle");
  const [refusal, setRefusal] = useState<string | null>(null);

  async function leave(): Promise<void> {
    setStep("leaving");
    try {
      const problem = await onLeave(attempt.attemptId);
      setRefusal(problem === null ? null : problem.detail);
    } catch {
      setRefusal("The shop did not answer, so nothing has changed yet. Please try again.");
    }
    setStep("idle");
  }

  if (step === "idle") {
    return (
      <>
        <Button kind="quiet" onClick={() => setStep("sure")}>
          {name}
        </Button>
        {refusal !== null && <p role="alert">{refusal}</p>}
      </>
    );
  }
  return (
    <div className={styles.sure}>
      <p>{consequence}</p>
      <Button kind="plain" busy={step === "leaving"} onClick={() => void leave()}>
        {name}
      </Button>
      <Button kind="quiet" onClick={() => setStep("idle")}>
        Keep it
      </Button>
    </div>
  );
}
