import type { AuditedSale, GateParts } from "../ports";
import { judgeAttempt } from "./judge-attempt";
import { type BookedAttempt, readAttempts } from "./read-books";
import { type GateMoment, readMoment } from "./read-moment";

const chunkSize = 1_000;

/**
 * Of attempts that looked wrong, those that are, with what is wrong. PostgreSQL is read before the gate, twice: an
 * attempt counts when both times it is wrong and not in flight.
 *
 * That raises no false alarm while a sale runs. An order whose intent is out of the stream, or whose news was out of the
 * outbox before, was told to the gate by then. And what the gate knew the first time, PostgreSQL had decided before, so
 * the second reading of PostgreSQL has it.
 */
export async function verifyAttempts(
  parts: GateParts,
  sale: AuditedSale,
  suspects: readonly string[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let from = 0; from < suspects.length; from += chunkSize) {
    const chunk = suspects.slice(from, from + chunkSize);
    const first = await look(parts, sale, chunk);
    if (first === null) return [];
    const second = await look(parts, sale, [...first.keys()]);
    if (second === null) return [];
    wrong.push(...second.values());
  }
  return wrong;
}

async function look(
  parts: GateParts,
  sale: AuditedSale,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  const books = await readAttempts(parts.pool, sale.id, attemptIds);
  const gate = await readMoment(parts, sale, { attemptIds });
  if (gate === null) return null;
  return new Map(
    attemptIds.flatMap((attemptId) => {
      const message = judgeStill(attemptId, books.get(attemptId), gate);
      return message === null ? [] : [[attemptId, message] as const];
    }),
  );
}

function judgeStill(attemptId: string, book: BookedAttempt | undefined, gate: GateMoment): string | null {
  if (book?.told === true || gate.inStream === null || gate.inStream.has(attemptId)) return null;
  return judgeAttempt(attemptId, book, gate.records.get(attemptId) ?? null);
}
