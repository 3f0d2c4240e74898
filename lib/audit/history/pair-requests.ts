import type { Finding } from "../ports";
import type { Faults } from "./faults";
import { fieldsOf, type HistoryLine, numberOf, parseHistoryLine, type ShopperStep, textOf } from "./history-line";
import type { Heard, SaleFacts } from "./ports";
import { createBreaches } from "./tally-breaches";

/** A clock read over the network is not exact; a history that does not say how exact it is gets this much. */
const clockErrorMsDefault = 1_000;
/** Times are whole milliseconds. */
const roundingMs = 1;

/** Reads one history line by line and puts every answer to its request. */
export interface Pairing {
  /** Null for a line that is no answer to a shopper. */
  read(text: string, lineNumber: number): Heard | null | { readonly crowdOf: string };
  /** Once its books are read; until then there is no sale. */
  enter(sale: SaleFacts): void;
  /** I3. Every answer has its request, and every request at most one answer. */
  finding(): Finding;
}

export const historyIsWhole = { name: "history-is-whole", invariant: "I3" } as const;

export function pairRequests(history: number, faults: Faults): Pairing {
  const breaches = createBreaches();
  const waiting = new Map<number, HistoryLine>();
  /** Whose number it is; polls and payments name only the attempt. */
  const accounts = new Map<number, string>();
  let sale: SaleFacts | null = null;
  let clockErrorMs = clockErrorMsDefault;
  let requests = 0;

  function noteFault({ value, time }: HistoryLine): null {
    const fields = fieldsOf(value);
    if (fields.state === "begins") faults.begin(textOf(fields, "kind"), time);
    else faults.end(textOf(fields, "kind"), time);
    return null;
  }

  function answered(line: HistoryLine, f: ShopperStep, word: Heard["word"], text: string, at: string): Heard | null {
    const request = waiting.get(line.process);
    waiting.delete(line.process);
    if (request === undefined || request.f !== f) {
      breaches.add(`${at}: an answer to ${f} of shopper ${line.process}, who did not ask for it`);
      return null;
    }
    if (sale === null) {
      breaches.add(`${at}: nobody has said which sale this is about`);
      return null;
    }
    const value = fieldsOf(line.value);
    const { time: invokedMs } = request;
    const accountId = accounts.get(line.process) ?? "";
    return { history, sale, accountId, f, word, value, invokedMs, heardMs: line.time, clockErrorMs, text };
  }

  return {
    enter(entered) {
      sale = entered;
    },
    read(text, lineNumber) {
      const line = parseHistoryLine(text);
      const at = `line ${lineNumber}`;
      if (line === null) {
        breaches.add(`${at} cannot be read`);
        return null;
      }
      const { f, type } = line;
      if (f === "fault") return noteFault(line);
      if (f === "crowd") {
        const fields = fieldsOf(line.value);
        clockErrorMs = (numberOf(fields, "clockErrorMs") ?? clockErrorMsDefault) + roundingMs;
        return { crowdOf: textOf(fields, "slug") };
      }
      if (type !== "invoke") return answered(line, f, type, text, at);
      requests += 1;
      if (waiting.has(line.process))
        breaches.add(`${at}: shopper ${line.process} asks without having heard the answer before`);
      waiting.set(line.process, line);
      const accountId = textOf(fieldsOf(line.value), "accountId");
      if (accountId !== "") accounts.set(line.process, accountId);
      return null;
    },
    finding() {
      const note =
        waiting.size === 0 ? undefined : `${waiting.size} requests have no answer: the history ends before they do.`;
      return breaches.finding(requests, note);
    },
  };
}
