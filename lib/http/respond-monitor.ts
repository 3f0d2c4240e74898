import type { MonitorAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

export function respondMonitor(monitor: MonitorAnswer | null): Answer {
  return monitor === null
    ? problemAnswer("not_found", { detail: "There is no sale with this slug." })
    : jsonAnswer(200, monitor);
}
