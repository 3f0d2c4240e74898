import type { AdminEnvironmentAnswer } from "../domain";
import type { Clock } from "../platform/clock";
import { type Answer, jsonAnswer } from "./message";

/** Where an admin is: the shop's time, and whether somebody moved its clock. */
export function respondEnvironment(clock: Clock, testTools: boolean, appOrigin: string): Answer {
  const spec = clock.spec();
  const answer: AdminEnvironmentAnswer = {
    now: new Date(clock.nowMs()).toISOString(),
    testTools,
    clockOffsetMs: spec.startsWith("=") ? null : Number(spec),
    appOrigin,
  };
  return jsonAnswer(200, answer);
}
