"use client";

import { type ReactNode, type Ref, useState } from "react";
import { useSession } from "@/components/account/use-session";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { Stamp } from "@/components/ui/stamp";
import { StatusLine } from "@/components/ui/status-line";
import { type AttemptAnswer, localPath, orderIdOfAttempt, type Problem } from "@/lib/domain";
import { useWords, type WordsFor } from "../words/provide-words";
import styles from "./attempt-story.module.css";
import { attemptSteps, etaWords, lostWords, slowWords, spokenAttempt } from "./describe-attempt";
import { formatExactTime, formatMilliseconds } from "./format-wall-time";
import { LeaveLine } from "./line-leave";
import { hasRisen, lineSentences } from "./line-sentences";
import { useLineVoice } from "./line-voice";

interface AttemptStoryProps {
  readonly attempt: AttemptAnswer;
  readonly title: string;
  /** The shopper's zone, or the store's until it is known. */
  readonly timeZone: string;
  /** The largest place seen of this attempt; progress only moves forward. */
  readonly firstPlace: number | null;
  /** Seconds since the last answer, while the connection is lost; else null. */
  readonly silentForSeconds: number | null;
  readonly next: { readonly slug: string; readonly title: string } | null;
  readonly onLeave: (attemptId: string) => Promise<Problem | null>;
  /** Null on the full page, which cannot be hidden. */
  readonly onHide: (() => void) | null;
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

type Say = WordsFor<"attempt" | "problem">;

/** Where the shopper's attempt stands and what to do next; the same in the dialog and on its own page. */
export function AttemptStory(props: AttemptStoryProps) {
  const say = useWords("attempt", "problem");
  const { attempt, timeZone, headingRef, silentForSeconds } = props;
  const payBy = attempt.payBy === undefined ? "" : formatExactTime(Date.parse(attempt.payBy), timeZone);
  const spoken = useLineVoice(attempt, spokenAttempt(attempt, payBy, say));
  return (
    <div className={styles.story} data-attempt={attempt.state}>
      {props.onHide !== null && <p className={styles.what}>{props.title}</p>}
      <h2 ref={headingRef} tabIndex={-1} className={styles.heading}>
        {headingOf(attempt, payBy, props.firstPlace !== null, say)}
      </h2>
      <div className={styles.body}>
        {bodyOf(props, say)}
        <Steps attempt={attempt} timeZone={timeZone} />
      </div>
      <StatusLine label={say.attempt.status} tone="wait" className={styles.status ?? ""}>
        {silentForSeconds === null ? (
          <span className={styles.spoken}>{spoken}</span>
        ) : (
          say.attempt.lostConnection({ seconds: silentForSeconds })
        )}
      </StatusLine>
      <Actions {...props} />
    </div>
  );
}

function headingOf(attempt: AttemptAnswer, payBy: string, wasInLine: boolean, say: Say): string {
  switch (attempt.state) {
    case "queued":
      return attempt.place === undefined ? say.attempt.clickArrived : say.attempt.inLine;
    case "reserved":
      return payBy === "" ? say.attempt.yours : say.attempt.yoursUntil({ time: payBy });
    case "paying":
      return say.attempt.checkingPayment;
    case "paid":
      return say.attempt.bought;
    case "lost":
      return lostWords(attempt.reason, wasInLine, say);
    case "left":
      return wasInLine ? say.attempt.leftLine : say.attempt.gaveBack;
    case "expired":
      return say.attempt.holdEnded;
  }
}

function bodyOf({ attempt, title, firstPlace, timeZone }: AttemptStoryProps, say: Say): ReactNode {
  switch (attempt.state) {
    case "queued":
      return attempt.place === undefined ? (
        <>
          <p>{say.attempt.beingWritten}</p>
          <p className={styles.slow}>{slowWords(attempt, say)}</p>
        </>
      ) : (
        <InLine attempt={attempt} place={attempt.place} firstPlace={firstPlace} timeZone={timeZone} />
      );
    case "reserved":
      return <p>{say.attempt.heldForYou({ title })}</p>;
    case "paying":
      return <p>{say.attempt.cannotBeLost}</p>;
    case "paid":
      return (
        <p className={styles.outcome}>
          <Stamp tone="ok" struck>
            {say.attempt.secured}
          </Stamp>
          {say.attempt.paidFor({ title })}
        </p>
      );
    case "lost":
      return <p>{firstPlace === null ? say.attempt.nothingCharged : say.attempt.wereAt({ place: firstPlace })}</p>;
    case "left":
      return <p>{say.attempt.nothingCharged}</p>;
    case "expired":
      return <p>{say.attempt.notPaidInTime}</p>;
  }
}

interface InLineProps {
  readonly attempt: AttemptAnswer;
  readonly place: number;
  readonly firstPlace: number | null;
  readonly timeZone: string;
}

function InLine({ attempt, place, firstPlace, timeZone }: InLineProps) {
  const say = useWords("attempt");
  const { session } = useSession();
  const [nearest, setNearest] = useState(place);
  if (place < nearest) setNearest(place);
  const ahead = attempt.ahead ?? place - 1;
  const from = Math.max(firstPlace ?? place, place);
  const risen = useRisen(attempt);
  return (
    <>
      <p className={styles.place}>
        <span className={styles.number}>{say.attempt.place({ place })}</span>
        <span>{etaWords(attempt.etaBand, say)}</span>
      </p>
      <progress
        className={styles.progress}
        aria-label={say.attempt.progress}
        aria-valuetext={say.attempt.ahead({ count: ahead })}
        max={from}
        value={from - Math.min(nearest, place)}
      />
      {risen && <p>{say.attempt.etaRisen}</p>}
      <ul className={styles.facts}>
        {lineSentences(attempt, timeZone, say).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        {session.word === "signed_in"
          ? say.attempt.lineMeaningMail({ email: session.account.email })
          : say.attempt.lineMeaning}
      </p>
    </>
  );
}

/** Whether the band went up since it was first shown, or since it last went down; then the page says why. */
function useRisen({ attemptId, etaBand }: AttemptAnswer): boolean {
  const [seen, setSeen] = useState({ attemptId, etaBand, risen: false });
  if (seen.attemptId !== attemptId) {
    setSeen({ attemptId, etaBand, risen: false });
  } else if (seen.etaBand !== etaBand && etaBand !== "unknown") {
    setSeen({ attemptId, etaBand, risen: hasRisen(seen.etaBand, etaBand) });
  }
  return seen.attemptId === attemptId && seen.risen;
}

function Steps({ attempt, timeZone }: { readonly attempt: AttemptAnswer; readonly timeZone: string }) {
  const say = useWords("attempt");
  return (
    <ol className={styles.steps} aria-label={say.attempt.steps}>
      {attemptSteps(attempt, say).map((step, index) => (
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
            <time className={styles.sent} dateTime={attempt.receivedAt} title={say.attempt.received}>
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
  const leaving = { attemptId: attempt.attemptId, onLeave: props.onLeave };
  const say = useWords("attempt");
  const order = localPath(say.locale, `/orders/${attempt.orderId ?? orderIdOfAttempt(attempt.attemptId)}`);
  const hide = onHide !== null && (
    <Button onClick={onHide} kind="plain">
      {say.attempt.hide}
    </Button>
  );
  switch (attempt.state) {
    case "queued":
      return (
        <div className={styles.actions}>
          {hide}
          {attempt.place !== undefined && (
            <LeaveLine {...leaving} name={say.attempt.leave} consequence={say.attempt.leaveMeans} />
          )}
        </div>
      );
    case "reserved":
      return (
        <div className={styles.actions}>
          <ButtonLink kind="primary" large wide href={`${order}/pay`}>
            {say.attempt.payNow}
          </ButtonLink>
          {hide}
          <LeaveLine {...leaving} name={say.attempt.giveBack} consequence={say.attempt.giveBackMeans} />
        </div>
      );
    case "paying":
    case "paid":
      return (
        <div className={styles.actions}>
          <ButtonLink kind="solid" href={order}>
            {say.attempt.viewOrder}
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
          {next !== null && (
            <a href={localPath(say.locale, `/sales/${next.slug}`)}>{say.attempt.nextSale({ title: next.title })}</a>
          )}
        </div>
      );
  }
}
