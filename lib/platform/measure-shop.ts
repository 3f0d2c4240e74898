import { Gauge, type Registry } from "prom-client";

/** What an operator is woken for, read when somebody asks; null where it cannot be read just now. */
export interface ShopReadings {
  /** Workers heard of in the last seconds. */
  readonly workers: number | null;
  /** Loops of theirs that fail or hang. */
  readonly failingLoops: number | null;
  /** Accepted attempts not booked yet, and how long the oldest has waited. */
  readonly backlog: number | null;
  readonly backlogAgeSeconds: number | null;
  /** How long the oldest news has waited to be told to the gate. */
  readonly outboxAgeSeconds: number | null;
  readonly deadLetters: number | null;
  /** 1 while Redis can write what it knows to its disk. */
  readonly redisPersists: number | null;
  readonly unsafeSettings: number | null;
}

const gauges: Readonly<Record<keyof ShopReadings, readonly [name: string, help: string]>> = {
  workers: ["zerohour_workers", "Workers heard of in the last 5 s"],
  failingLoops: ["zerohour_worker_loops_failing", "Loops of workers that fail or hang"],
  backlog: ["zerohour_backlog", "Accepted attempts that are not booked yet"],
  backlogAgeSeconds: ["zerohour_backlog_age_seconds", "How long the oldest of them has waited"],
  outboxAgeSeconds: ["zerohour_outbox_age_seconds", "How long the oldest news for the gate has waited"],
  deadLetters: ["zerohour_dead_letters", "Accepted attempts nobody could book; a person must look"],
  redisPersists: ["zerohour_redis_persists", "1 while Redis can write to its disk"],
  unsafeSettings: ["zerohour_unsafe_settings", "Settings of the servers under which promises do not hold"],
};

/** A reading that cannot be had is absent, so that nobody takes it for a zero. */
export function measureShop(registry: Registry, read: () => Promise<ShopReadings>): void {
  let reading: Promise<ShopReadings> | null = null;

  /** All gauges of one scrape share one reading. */
  function readOnce(): Promise<ShopReadings> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  for (const key of Object.keys(gauges) as (keyof ShopReadings)[]) {
    const [name, help] = gauges[key];
    const gauge = new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await readOnce().then(
          (all) => all[key],
          () => null,
        );
        this.remove();
        if (value !== null) this.set(value);
      },
    });
    gauge.remove();
  }
}
