import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { HistoryLine } from "../../lib/audit/history/history-line";
import type { CrowdSale } from "./find-sale";
import type { ShopClock } from "./read-clock";

export type { HistoryLine };

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

/** The first line: which sale this is about, and how exact the times are. */
export function noteCrowd(
  history: History,
  clock: ShopClock,
  sale: CrowdSale,
  crowd: { readonly shoppers: number; readonly seed: number },
): void {
  const { slug, itemIds, stock, startsAtMs } = sale;
  const clockErrorMs = Math.ceil(clock.errorMs);
  const value = { slug, itemIds, stock, startsAtMs, clockErrorMs, ...crowd };
  history.write({ process: -1, type: "info", f: "crowd", value, time: Math.round(clock.nowMs()) });
}

/** What is broken on purpose, when it begins and when it is mended; judges bear with the shop meanwhile. */
export function noteFault(history: History, clock: ShopClock, kind: string, state: "begins" | "ends"): void {
  history.write({ process: -1, type: "info", f: "fault", value: { kind, state }, time: Math.round(clock.nowMs()) });
}
