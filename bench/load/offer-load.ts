import { setTimeout as delay } from "node:timers/promises";
import type { Wire } from "./open-wire";
import type { Answer } from "./read-answers";

/** Requests at a fixed rate, whether answers come or not. */
export interface Offer {
  readonly wire: Wire;
  readonly perSecond: number;
  readonly next: () => string;
  /** `tookMs` counts from the moment the request was due, so neither a slow shop nor a slow generator can hide it. */
  readonly heard: (answer: Answer | null, tookMs: number) => void;
}

/** How many of `perSecond` have been due so far. */
export function dueBy(elapsedMs: number, perSecond: number): number {
  return elapsedMs < 0 ? 0 : Math.floor((elapsedMs / 1_000) * perSecond) + 1;
}

/** When the one with this number (from 0) is due. */
export function dueAtMs(number: number, perSecond: number): number {
  return (number / perSecond) * 1_000;
}

interface Course {
  readonly offer: Offer;
  sent: number;
  answered: number;
}

export interface OfferedLoad {
  /** What was really sent in the time: less than asked for when the generator could not keep up. */
  readonly sentPerSecond: readonly number[];
}

/** Waits for what is still on its way so long after the last was due, then calls it lost. */
const lastAnswersMs = 30_000;

/** Several kinds beside each other. Ends when everything is answered. */
export async function offerLoad(offers: readonly Offer[], seconds: number): Promise<OfferedLoad> {
  const beganMs = performance.now();
  const courses = offers.map((offer): Course => ({ offer, sent: 0, answered: 0 }));
  const totalMs = seconds * 1_000;
  let sentPerSecond: readonly number[] | null = null;
  while (sentPerSecond === null) {
    const elapsedMs = performance.now() - beganMs;
    for (const course of courses) sendDue(course, Math.min(elapsedMs, totalMs - 0.001), beganMs);
    if (elapsedMs >= totalMs) sentPerSecond = courses.map(({ sent }) => sent / (elapsedMs / 1_000));
    await delay(1);
  }
  const giveUpMs = performance.now() + lastAnswersMs;
  while (courses.some(({ sent, answered }) => answered < sent)) {
    if (performance.now() > giveUpMs) throw new Error("some requests had no answer for half a minute");
    await delay(5);
  }
  return { sentPerSecond };
}

function sendDue(course: Course, elapsedMs: number, beganMs: number): void {
  const { wire, perSecond, next, heard } = course.offer;
  const due = dueBy(elapsedMs, perSecond);
  while (course.sent < due) {
    const wasDueMs = beganMs + dueAtMs(course.sent, perSecond);
    course.sent += 1;
    wire.send(next(), (answer) => {
      course.answered += 1;
      heard(answer, performance.now() - wasDueMs);
    });
  }
}

/** A closed loop: so many connections, each with one request after the other. Answers per second that `counts` likes. */
export async function keepBusy(
  wire: Wire,
  {
    connections,
    seconds,
    next,
    counts,
  }: {
    readonly connections: number;
    readonly seconds: number;
    readonly next: () => string;
    readonly counts: (answer: Answer | null) => boolean;
  },
): Promise<number> {
  const beganMs = performance.now();
  const untilMs = beganMs + seconds * 1_000;
  let counted = 0;
  let lastMs = beganMs;
  const loop = (done: () => void) => {
    wire.send(next(), (answer) => {
      if (counts(answer)) counted += 1;
      lastMs = performance.now();
      if (lastMs < untilMs) loop(done);
      else done();
    });
  };
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>(loop)));
  return (counted / (lastMs - beganMs)) * 1_000;
}
