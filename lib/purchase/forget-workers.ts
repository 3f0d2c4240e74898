import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";

/** Some hundred times as long as a worker's pauses between two reads. */
const silentMs = 60_000;
const everyMs = 60_000;

/** Workers come and go; the streams are not to keep the name of each that ever was. */
export function forgetWorkersLoop(parts: {
  readonly board: Pick<SaleBoard, "all">;
  readonly forget: (saleId: number, silentMs: number) => Promise<number>;
}): Loop {
  return {
    name: "forget-workers",
    idleMs: everyMs,
    async once() {
      for (const { id } of parts.board.all()) await parts.forget(id, silentMs);
      return 0;
    },
  };
}
