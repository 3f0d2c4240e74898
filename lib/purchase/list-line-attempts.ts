import { type Attempt, isFinalAttempt, salePhase } from "../domain";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";
import type { Gate } from "../stock/gate";

export interface ListLineAttemptsParts {
  readonly board: Pick<SaleBoard, "all">;
  readonly gate: Pick<Gate, "readAccount">;
  readonly clock: Pick<Clock, "nowMs">;
}

export interface OpenAttempt {
  readonly attempt: Attempt;
  readonly saleSlug: string;
  readonly saleTitle: string;
}

/**
 * What the account has under way in the sales that run, newest first: how another device learns of a place in line.
 * A sale whose gate is being loaded is left out; the next question finds it.
 */
export async function listLineAttempts(
  { board, gate, clock }: ListLineAttemptsParts,
  accountId: string,
): Promise<readonly OpenAttempt[]> {
  const nowMs = clock.nowMs();
  const running = board.all().filter((sale) => ["live", "paused"].includes(salePhase(sale, nowMs)));
  const found = await Promise.all(
    running.map(async (sale): Promise<readonly OpenAttempt[]> => {
      const attempt = await gate.readAccount(sale.id, accountId);
      if (typeof attempt === "string" || isFinalAttempt(attempt.state)) return [];
      return [{ attempt, saleSlug: sale.slug, saleTitle: sale.title }];
    }),
  );
  return found.flat().sort((one, other) => other.attempt.receivedAtMs - one.attempt.receivedAtMs);
}
