import type { Logger } from "pino";

export interface ShutdownStep {
  readonly name: string;
  run(): Promise<unknown>;
}

/**
 * Runs the steps in the given order once a stop is asked for, then exits. SIGPIPE is not in the list: a closed
 * terminal sends SIGHUP, and a broken pipe of the log must not take a selling process down.
 * A parent that started us over an IPC channel and dies takes us along, whether it dies later or died while we were starting.
 */
export function stopOnSignal(options: { steps: readonly ShutdownStep[]; logger: Logger; deadlineMs: number }): void {
  let stopping = false;

  async function stop(cause: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    options.logger.info({ cause }, "stopping");
    const limit = setTimeout(() => {
      options.logger.error({ deadlineMs: options.deadlineMs }, "did not stop in time, leaving anyway");
      process.exit(1);
    }, options.deadlineMs);
    for (const step of options.steps) {
      try {
        await step.run();
      } catch (error) {
        options.logger.error({ step: step.name, err: error }, "a step of the stop failed");
      }
    }
    clearTimeout(limit);
    options.logger.info("stopped");
    process.exit(0);
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(signal));
  // There is a `send` wherever a parent started us over a channel, also when it is gone by now.
  if (process.send === undefined) return;
  if (process.connected) process.on("disconnect", () => void stop("parent gone"));
  else void stop("parent gone");
}
