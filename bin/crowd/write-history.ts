import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** One line of the history; docs/how-to/simulate-a-crowd.md describes it. */
export interface HistoryLine {
  /** The shopper's number; -1 is the crowd itself. */
  readonly process: number;
  /** `info`: nobody knows whether it happened. */
  readonly type: "invoke" | "ok" | "fail" | "info";
  readonly f: "crowd" | "ticket" | "attempt" | "poll" | "pay" | "leave";
  readonly value: unknown;
  /** Milliseconds of the shop's clock. */
  readonly time: number;
}

export interface History {
  write(line: HistoryLine): void;
  close(): Promise<void>;
}

/** Lines are written in the order in which things happened; what the disk cannot take yet is kept in memory. */
export async function openHistory(file: string | null): Promise<History> {
  if (file === null) return { write: () => undefined, close: async () => undefined };
  const stream = createWriteStream(file, { flags: "w" });
  await once(stream, "open");
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    async close() {
      stream.end();
      await once(stream, "close");
    },
  };
}
