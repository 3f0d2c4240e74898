import type { Heartbeat } from "../../platform/heartbeat";
import { blocking, type Finding, fine, worthReading } from "./finding";

export interface WorkerParts {
  readonly readHeartbeats: () => Promise<readonly Heartbeat[]>;
}

/** Told every second; a busy machine may be late by some. */
const freshMs = 5_000;

type State =
  | { readonly word: "well"; readonly workers: number }
  | { readonly word: "failing"; readonly loops: readonly string[] }
  | { readonly word: "half_failing"; readonly loops: readonly string[] }
  | { readonly word: "silent"; readonly agoMs: number | null };

/** Without a worker what the gate accepts is not booked, and nothing happens by time. */
export async function checkWorker(parts: WorkerParts): Promise<Finding> {
  const state = stateOf(await parts.readHeartbeats());
  switch (state.word) {
    case "well":
      return fine(state.workers === 1 ? "A worker is at work." : `${state.workers} workers are at work.`);
    case "half_failing":
      return worthReading(`In one of the workers fails: ${state.loops.join(", ")}. Another does its part.`);
    case "failing":
      return blocking(`The worker does not do all of its work: ${state.loops.join(", ")} fails. Look into its log.`);
    case "silent": {
      const since = state.agoMs === null ? "" : ` for ${Math.round(state.agoMs / 1_000)} s`;
      return blocking(`No worker has been heard of${since}: orders would not be booked. Start one.`);
    }
  }
}

function stateOf(heartbeats: readonly Heartbeat[]): State {
  const fresh = heartbeats.filter(({ agoMs }) => agoMs <= freshMs);
  if (fresh.length === 0) return { word: "silent", agoMs: heartbeats[0]?.agoMs ?? null };
  const loops = [...new Set(fresh.flatMap(({ failing }) => failing))];
  if (loops.length === 0) return { word: "well", workers: fresh.length };
  const isDone = (loop: string) => fresh.some(({ failing }) => !failing.includes(loop));
  return { word: loops.every(isDone) ? "half_failing" : "failing", loops };
}
