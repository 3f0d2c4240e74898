import { toldMax } from "../describe-finding";
import type { Finding } from "../ports";

/** Counts every breach and keeps the words of the first. */
export interface Breaches {
  add(message: string): void;
  finding(checked: number, note?: string): Finding;
}

export function createBreaches(): Breaches {
  const breaches: string[] = [];
  let found = 0;
  return {
    add(message) {
      found += 1;
      if (breaches.length < toldMax) breaches.push(message);
    },
    finding: (checked, note) => ({ breaches, found, checked, ...(note === undefined ? {} : { note }) }),
  };
}
