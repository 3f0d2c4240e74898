import cluster, { type Worker } from "node:cluster";
import type { Logger } from "pino";

/** A child that dies this soon after its start is started again only after a pause, so that a bad start cannot spin. */
const quickDeathMs = 5_000;
const restartPauseMs = 1_000;

/**
 * Forks `count` copies of this process that share its port, starts another for each that dies, and passes a stop
 * on to all of them. Returns what ends them.
 */
export function forkProcesses(count: number, logger: Logger): { stop(deadlineMs: number): Promise<void> } {
  let stopping = false;

  function fork(): void {
    const startedAtMs = Date.now();
    const child = cluster.fork();
    child.once("exit", (code, signal) => {
      if (stopping) return;
      logger.error({ pid: child.process.pid, code, signal }, "a web process died, starting another");
      if (Date.now() - startedAtMs < quickDeathMs) setTimeout(() => stopping || fork(), restartPauseMs);
      else fork();
    });
  }

  for (let started = 0; started < count; started += 1) fork();

  return {
    async stop(deadlineMs) {
      stopping = true;
      const children = Object.values(cluster.workers ?? {}).filter((child) => child !== undefined);
      await Promise.all(children.map((child) => endChild(child, deadlineMs)));
    },
  };
}

function endChild(child: Worker, deadlineMs: number): Promise<void> {
  if (child.isDead()) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.process.kill("SIGKILL"), deadlineMs);
    child.once("exit", () => {
      clearTimeout(kill);
      resolve();
    });
    child.process.kill("SIGTERM");
  });
}
