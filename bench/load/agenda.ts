import { setTimeout as delay } from "node:timers/promises";

/** What is to be done when, to the millisecond. A list per millisecond: putting in and taking out cost nothing to speak of. */
export interface Agenda {
  /** What is late already comes next. */
  at(dueMs: number, task: () => void): void;
  /** Does everything that is due, in the order of its milliseconds, also what that puts in. */
  runDue(nowMs: number): void;
  size(): number;
}

export function createAgenda(beginMs: number): Agenda {
  const slots = new Map<number, (() => void)[]>();
  let nextSlot = Math.floor(beginMs);
  let size = 0;
  return {
    at(dueMs, task) {
      const slot = Math.max(nextSlot, Math.ceil(dueMs));
      const tasks = slots.get(slot);
      if (tasks === undefined) slots.set(slot, [task]);
      else tasks.push(task);
      size += 1;
    },
    runDue(nowMs) {
      for (; nextSlot <= nowMs; nextSlot += 1) {
        const tasks = slots.get(nextSlot);
        if (tasks === undefined) continue;
        for (const task of tasks) {
          size -= 1;
          task();
        }
        slots.delete(nextSlot);
      }
    },
    size: () => size,
  };
}

/** Keeps to an agenda by the machine's steady clock until `isOver` says so. */
export async function follow(agenda: Agenda, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    agenda.runDue(performance.now());
    await delay(1);
  }
}
