import type { ProgramName } from "../chaos/fragile-programs";
import { atOnce, type FaultRow } from "./fault-row";

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
    sees: "At that process, a sale that began less than ninety seconds ago has not begun.",
    played: "by command",
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
    return () => shifted.shift(0);
  }),
}));
