import { isSame } from "./lock.mjs";
import { stopPid } from "./processes.mjs";

/** @typedef {import("./lock.mjs").ChildRecord} ChildRecord */

/** How each kind of process ends on its own, and how long it may take, in ms. */
const gentleSteps = /** @type {const} */ ({
  postgres: [
    ["SIGINT", 4_000],
    ["SIGQUIT", 1_500],
    ["SIGKILL", 1_000],
  ],
  other: [
    ["SIGTERM", 2_500],
    ["SIGKILL", 1_000],
  ],
});

/**
 * Stops the processes of a list that still live, programs first, then what they stand on.
 *
 * @param {readonly ChildRecord[]} children
 */
export async function stopLeftovers(children) {
  const services = children.filter(({ name }) => name === "postgres" || name === "redis");
  const programs = children.filter((child) => !services.includes(child));
  for (const group of [programs, services]) await Promise.all(group.map(stopLeftover));
}

/** @param {ChildRecord} child */
async function stopLeftover(child) {
  if (isSame(child)) await stopPid(child.pid, child.name === "postgres" ? gentleSteps.postgres : gentleSteps.other);
}
