const pauseMs = 100;

/**
 * Tries again until it works or the time is over; then throws what failed last. For the start of a process, when its own
 * loading can make it deaf for longer than a server may take to answer: that is no reason to end.
 */
export async function patiently<Result>(work: () => Promise<Result>, withinMs: number): Promise<Result> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() >= deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
