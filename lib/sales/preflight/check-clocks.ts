import type { Pool } from "pg";
import type { RedisClient } from "../../platform/redis";
import { blocking, type Finding, fine, worthReading } from "./finding";

export interface ClocksParts {
  readonly pool: Pick<Pool, "query">;
  readonly redis: RedisClient;
  /** The clock of this web process' machine, not the shop's, which tests may move. */
  readonly realNowMs: () => number;
}

/** A sale opens by Redis' clock, holds end by PostgreSQL's, and pages count down by the web's. */
const apartMs = 250;
/** A round trip longer than this tells the other's time too vaguely. */
const roundTripMaxMs = 200;
const samplesMax = 3;

/** How far another clock is from ours, and how long it took to ask. */
export interface ClockReading {
  readonly offsetMs: number;
  readonly roundTripMs: number;
}

/** The other told its time half a round trip before we heard it. */
export function readOffset(sentAtMs: number, toldMs: number, heardAtMs: number): ClockReading {
  return { offsetMs: toldMs - (sentAtMs + heardAtMs) / 2, roundTripMs: heardAtMs - sentAtMs };
}

type State =
  | { readonly word: "in_step"; readonly apartMs: number }
  | { readonly word: "apart"; readonly postgresMs: number; readonly redisMs: number }
  | { readonly word: "unclear"; readonly roundTripMs: number };

export async function checkClocks(parts: ClocksParts): Promise<Finding> {
  const [postgres, redis] = await Promise.all([
    readClock(parts.realNowMs, async () => {
      const { rows } = await parts.pool.query<{ nowMs: number }>(
        `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"`,
      );
      return rows[0]?.nowMs ?? Number.NaN;
    }),
    readClock(parts.realNowMs, async () => {
      const [seconds = 0, microseconds = 0] = await parts.redis.time();
      return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    }),
  ]);
  const state = compareClocks(postgres, redis);
  switch (state.word) {
    case "in_step":
      return fine(`The clocks of web, PostgreSQL and Redis are within ${state.apartMs} ms.`);
    case "apart":
      return blocking(
        `The clocks are more than ${apartMs} ms apart: against this web process PostgreSQL is ` +
          `${describeOffset(state.postgresMs)} and Redis ${describeOffset(state.redisMs)}. Set the machines' clocks by NTP.`,
      );
    case "unclear":
      return worthReading(
        `The clocks could not be compared: an answer took ${state.roundTripMs} ms. Try again when the shop is less busy.`,
      );
  }
}

export function compareClocks(postgres: ClockReading, redis: ClockReading): State {
  const roundTripMs = Math.max(postgres.roundTripMs, redis.roundTripMs);
  const offsets = [0, postgres.offsetMs, redis.offsetMs];
  const spreadMs = Math.max(...offsets) - Math.min(...offsets);
  // Half of each round trip may be error; clocks that are apart by more than all of it are so for certain.
  const errorMs = (postgres.roundTripMs + redis.roundTripMs) / 2;
  if (spreadMs - errorMs > apartMs) {
    return { word: "apart", postgresMs: Math.round(postgres.offsetMs), redisMs: Math.round(redis.offsetMs) };
  }
  if (roundTripMs > roundTripMaxMs) return { word: "unclear", roundTripMs: Math.round(roundTripMs) };
  return spreadMs > apartMs
    ? { word: "apart", postgresMs: Math.round(postgres.offsetMs), redisMs: Math.round(redis.offsetMs) }
    : { word: "in_step", apartMs: Math.ceil(spreadMs) };
}

/** The reading with the shortest way of a few: it is the most exact one. */
async function readClock(realNowMs: () => number, ask: () => Promise<number>): Promise<ClockReading> {
  let best: ClockReading | null = null;
  for (let sample = 0; sample < samplesMax; sample += 1) {
    const sentAtMs = realNowMs();
    const toldMs = await ask();
    const reading = readOffset(sentAtMs, toldMs, realNowMs());
    if (best === null || reading.roundTripMs < best.roundTripMs) best = reading;
  }
  if (best === null) throw new Error("no clock was read");
  return best;
}

function describeOffset(ms: number): string {
  return ms < 0 ? `${-ms} ms behind` : `${ms} ms ahead`;
}
