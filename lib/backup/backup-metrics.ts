import { Gauge, type Registry } from "prom-client";
import { readLastResult } from "./last-result";
import { findNewest } from "./read-backup";

/** Told from what lies in the folder, so that it also holds for backups that an operator's own schedule makes. */
export function countBackups(registry: Registry, folder: string): void {
  const age = new Gauge({
    name: "zerohour_backup_age_seconds",
    help: "Age of the newest whole backup; absent when there is none",
    registers: [registry],
    async collect() {
      const newest = await findNewest(folder).catch(() => null);
      // A gauge without labels begins at 0, which would be a backup made this second.
      this.remove();
      if (newest !== null) this.set((Date.now() - Date.parse(newest.manifest.madeAt)) / 1_000);
    },
  });
  age.remove();
  const last = new Gauge({
    name: "zerohour_backup_last_ok",
    help: "1 when the last try to make a backup was good, else 0; absent when nobody has tried",
    registers: [registry],
    async collect() {
      const result = await readLastResult(folder).catch(() => null);
      this.remove();
      if (result !== null) this.set(result.ok ? 1 : 0);
    },
  });
  last.remove();
}
