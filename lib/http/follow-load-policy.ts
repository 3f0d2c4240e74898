import type { BuysServed } from "../domain";
import type { LoadGuard } from "./load-guard";

const shares: Readonly<Record<BuysServed, number>> = { all: 1, half: 0.5 };

interface FollowParts {
  readonly guard: Pick<LoadGuard, "letIn">;
  readonly read: () => Promise<{ readonly buysServed: BuysServed }>;
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps the guard at what people decided. While it cannot be read the last decision stays: a database in trouble is no
 * reason to let in more. Returns what ends it.
 */
export function followLoadPolicy({ guard, read, everyMs, onError }: FollowParts): () => void {
  let reading = false;
  async function look(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      guard.letIn(shares[(await read()).buysServed]);
    } catch (error) {
      onError(error);
    } finally {
      reading = false;
    }
  }
  void look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
