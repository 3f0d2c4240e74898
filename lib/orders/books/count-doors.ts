import { Gauge, type Registry } from "prom-client";
import { type DoorWord, doorWords, type SaleDoor } from "./ports";

/**
 * Tells, of the sales that may be sold from the books, how many are sold from where. Read in PostgreSQL whenever somebody
 * asks, so that every process tells the same; while that fails nothing is told, which nobody may take for a zero.
 */
export function countDoors(registry: Registry, readDoors: () => Promise<readonly SaleDoor[]>): void {
  new Gauge({
    name: "zerohour_sales_by_door",
    help: "Sales that may be sold from the books, by what they are sold from now: gate, books, or returning, which is nothing",
    labelNames: ["door"],
    registers: [registry],
    async collect() {
      const doors = await readDoors().catch(() => null);
      this.reset();
      if (doors !== null) for (const door of doorWords) this.set({ door }, countAt(doors, door));
    },
  });
}

function countAt(doors: readonly SaleDoor[], word: DoorWord): number {
  return doors.filter(({ sellsFrom }) => sellsFrom === word).length;
}
