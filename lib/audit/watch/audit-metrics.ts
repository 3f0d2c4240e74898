import { Gauge, type Registry } from "prom-client";
import { isAlarm, type WatchRecord } from "./watch-record";
import { watchedNames } from "./watched-checks";

/** What the watch over the sales that are on has found, told by every process alike. */
export function countAudit(registry: Registry, readWatch: () => Promise<WatchRecord | null>): void {
  const read = () => readWatch().catch(() => null);
  new Gauge({
    name: "zerohour_audit_broken",
    help: "1 for a check of the audit that has been broken for 30 s in a sale that is on, else 0; absent while nobody looks, or it cannot look",
    labelNames: ["check"],
    registers: [registry],
    async collect() {
      const record = await read();
      this.reset();
      if (record === null) return;
      const alarms = new Set(record.breaches.filter((breach) => isAlarm(breach, record)).map(({ check }) => check));
      const unseen = new Set(record.gaps.map(({ check }) => check));
      for (const check of watchedNames) {
        if (alarms.has(check) || !unseen.has(check)) this.set({ check }, alarms.has(check) ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: "zerohour_audit_unchecked",
    help: "1 for a check of the audit that could not look at a sale that is on, else 0; absent while nobody looks",
    labelNames: ["check"],
    registers: [registry],
    async collect() {
      const record = await read();
      this.reset();
      if (record === null) return;
      for (const check of watchedNames) this.set({ check }, record.gaps.some((gap) => gap.check === check) ? 1 : 0);
    },
  });
  const age = new Gauge({
    name: "zerohour_audit_age_seconds",
    help: "Since the last look of the audit at the sales that are on; absent when there was none for ten minutes",
    registers: [registry],
    async collect() {
      const record = await read();
      this.remove();
      if (record !== null) this.set(Math.max(0, Date.now() - record.atMs) / 1_000);
    },
  });
  age.remove();
}
