import { Counter, Gauge, type Registry } from "prom-client";
import { type LoadGuard, loadLevels } from "./load-guard";
import type { PageWord } from "./page-cache";
import { type RequestClass, requestClasses } from "./request-class";

export interface LoadCounters {
  readonly refused: (requestClass: RequestClass) => void;
  readonly page: (word: PageWord) => void;
}

/** What the guard sees and does, and how pages were answered, in this process's metrics. */
export function createLoadMetrics(registry: Registry, guard: LoadGuard): LoadCounters {
  const registers = [registry];
  const refused = new Counter({
    name: "zerohour_refused_busy_total",
    help: "Requests answered busy before they were read, by class",
    labelNames: ["class"],
    registers,
  });
  const pages = new Counter({
    name: "zerohour_pages_total",
    help: "Pages answered from memory: kept, rendered, stale (rendering failed), unknown (404)",
    labelNames: ["word"],
    registers,
  });
  const measure = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  measure("zerohour_load_level", `0 ${loadLevels.join(", then ")}`, () => loadLevels.indexOf(guard.level()));
  measure("zerohour_load_pressure", "0 to 1: share of buys refused; 1 to 2: of polls", () => guard.reading().pressure);
  measure("zerohour_loop_delay_seconds", "How late the event loop runs", () => guard.reading().loopDelayMs / 1_000);
  measure("zerohour_buys_in_flight_max", "Buys that may be in flight at once", () => guard.reading().buysMax);
  new Gauge({
    name: "zerohour_in_flight",
    help: "Requests being answered, by class",
    labelNames: ["class"],
    registers,
    collect() {
      for (const name of requestClasses) this.set({ class: name }, guard.reading().inFlight[name]);
    },
  });
  return { refused: (name) => refused.inc({ class: name }), page: (word) => pages.inc({ word }) };
}
