import type { Clock } from "../platform/clock";

/** How far a clock may be off, in either direction. */
export const clockOffMaxMs = 30_000;

/** One time, and machines whose clocks are more or less off. */
export class Clocks {
  private timeMs: number;
  private readonly offMs = new Map<string, number>();

  constructor(startMs: number) {
    this.timeMs = startMs;
  }

  now(machine: string): number {
    return this.timeMs + (this.offMs.get(machine) ?? 0);
  }

  pass(ms: number): void {
    this.timeMs += ms;
  }

  /** A clock jumps, never further from the true time than the bound. */
  jump(machine: string, byMs: number): void {
    const off = (this.offMs.get(machine) ?? 0) + byMs;
    this.offMs.set(machine, Math.max(-clockOffMaxMs, Math.min(clockOffMaxMs, off)));
  }

  of(machine: string): Clock {
    return { nowMs: () => this.now(machine), spec: () => "+0" };
  }
}
