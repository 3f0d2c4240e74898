import type { ProgramName } from "../chaos/fragile-programs";
import type { FragileShop } from "../chaos/open-shop";
import { waitUntil } from "../services/processes.mjs";
import { askRedis } from "./ask-redis";
import { atOnce, type FaultRow } from "./fault-row";

const followsWithinMs = 3_000;

interface Shift {
  readonly clock: ProgramName | "redis";
  readonly shiftMs: number;
  readonly sees: string;
  readonly played: FaultRow["played"];
}

const shifts: readonly Shift[] = [
  { clock: "redis", shiftMs: 30_000, sees: "Nothing, in mid-sale.", played: "always" },
  {
    clock: "redis",
    shiftMs: -90_000,
    sees: "A sale that began less than ninety seconds ago has not begun: the page counts down again.",
    played: "by command",
  },
  { clock: "web", shiftMs: 30_000, sees: "Nothing.", played: "always" },
  {
    clock: "web",
    shiftMs: -90_000,
    sees: "Nothing.",
    played: "always",
  },
  { clock: "worker", shiftMs: 30_000, sees: "Nothing.", played: "always" },
  { clock: "worker", shiftMs: -90_000, sees: "Nothing.", played: "always" },
];

const spelled = {
  redis: "Redis",
  web: "the web process",
  worker: "the worker",
  "second-web": "the second web process",
};

export const clockRows: readonly FaultRow[] = shifts.map(({ clock, shiftMs, sees, played }) => ({
  name: `${clock}-clock-${shiftMs > 0 ? "ahead" : "behind"}`,
  row: "C2",
  component: "clocks",
  breaks: `The clock of ${spelled[clock]} jumps ${Math.abs(shiftMs) / 1_000} s ${shiftMs > 0 ? "ahead" : "back"}, and is right again later.`,
  sees,
  needs: "shiftedClocks",
  forMs: 2_000,
  played,
  ready: atOnce(async ({ shop }) => {
    const shifted = shop.clocks.get(clock);
    if (shifted === undefined) throw new Error(`${clock} has no clock of its own here`);
    await shifted.shift(shiftMs);
    await untilFollowed(shop, clock, shiftMs);
    return () => shifted.shift(0);
  }),
}));

/** A clock that goes on as before would make a row that nobody can fail. The worker's cannot be asked. */
async function untilFollowed(shop: FragileShop, clock: Shift["clock"], shiftMs: number): Promise<void> {
  if (clock === "worker") return;
  const read = () => (clock === "redis" ? readRedisClock(shop.redisUrl) : readWebClock(shop.origin));
  // Programs tell whole seconds.
  const follows = async () => Math.abs((await read()) - Date.now() - shiftMs) <= 2_000;
  if (!(await waitUntil(follows, followsWithinMs))) throw new Error(`the clock of ${spelled[clock]} did not follow`);
}

async function readRedisClock(url: string): Promise<number> {
  const [seconds] = (await askRedis(url, "TIME")) as readonly string[];
  return Number(seconds) * 1_000;
}

/** Node writes the time of its machine into each answer, whatever the shop makes of it. */
async function readWebClock(origin: string): Promise<number> {
  const { headers } = await fetch(`${origin}/api/health`);
  return Date.parse(headers.get("date") ?? "");
}
