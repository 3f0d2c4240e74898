import type { AttemptAnswer } from "@/lib/domain";

/** How an attempt's line began, so that progress goes on where it was after a reload. */
export interface LineStart {
  readonly attemptId: string;
  readonly place: number;
}

type StartStorage = Pick<Storage, "getItem" | "setItem">;

const name = "zerohour:line-start";

function isLineStart(value: unknown): value is LineStart {
  return (
    typeof value === "object" &&
    value !== null &&
    "attemptId" in value &&
    typeof value.attemptId === "string" &&
    "place" in value &&
    typeof value.place === "number"
  );
}

/** The place this browser saw first of this attempt; null when it has seen none. */
export function readLineStart(storage: StartStorage, attemptId: string): LineStart | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(name) ?? "null");
    return isLineStart(value) && value.attemptId === attemptId ? value : null;
  } catch {
    // Storage is forbidden or broken: progress begins with what is known now.
    return null;
  }
}

export function writeLineStart(storage: StartStorage, start: LineStart): void {
  try {
    storage.setItem(name, JSON.stringify(start));
  } catch {
    // Storage is full or forbidden: this page still knows.
  }
}

/** The start after another answer: the largest place there was. */
export function startAfter(before: LineStart | null, attempt: AttemptAnswer | null): LineStart | null {
  if (attempt === null) return before;
  const known = before?.attemptId === attempt.attemptId ? before : null;
  const { attemptId, place } = attempt;
  if (place === undefined || (known !== null && known.place >= place)) return known;
  return { attemptId, place };
}
