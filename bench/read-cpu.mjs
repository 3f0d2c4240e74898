import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts in hundredths of a second, on every system Node runs on. */
const ticksPerSecond = 100;

/**
 * The processor time a process and its children have used, in microseconds. On a machine that has other work too this
 * says more about a program than how fast it was. NaN where the system does not tell.
 *
 * @param {number} pid
 * @returns {number}
 */
export function readCpu(pid) {
  if (process.platform !== "linux") return Number.NaN;
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readStat(name) ?? []) : []));
  let ticks = 0;
  const family = new Set([pid]);
  // Children have higher numbers than their parents, but for a system that ran out of numbers and began anew.
  for (const one of all.sort((a, b) => a.pid - b.pid)) {
    if (!family.has(one.pid) && !family.has(one.parent)) continue;
    family.add(one.pid);
    ticks += one.ticks;
  }
  return (ticks / ticksPerSecond) * 1e6;
}

/** @param {string} name */
function readStat(name) {
  try {
    const text = readFileSync(`/proc/${name}/stat`, "latin1");
    // The name of the program is in brackets and may contain anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return undefined;
  }
}
