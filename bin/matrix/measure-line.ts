import type { AttemptAnswer } from "../../lib/domain";
import type { Answer, Line, Sending } from "../crowd/open-line";

/** One request as its sender saw it. */
export interface Measured {
  readonly step: "buy" | "poll" | "other";
  readonly sentMs: number;
  readonly heardMs: number;
  /** What was heard: a state of an attempt, the code of a refusal, or what the network said. */
  readonly word: string;
  /** Null where nobody answered. */
  readonly status: number | null;
}

/** The same line; whatever is sent on it is measured. */
export function measureLine(line: Line, note: (measured: Measured) => void): Line {
  return {
    close: () => line.close(),
    async send(sending) {
      const sentMs = performance.now();
      const tell = (word: string, status: number | null) =>
        note({ step: stepOf(sending), sentMs, heardMs: performance.now(), word, status });
      try {
        const answer = await line.send(sending);
        tell(wordOf(answer), answer.status);
        return answer;
      } catch (error) {
        tell(`network ${error instanceof Error && "code" in error ? String(error.code) : String(error)}`, null);
        throw error;
      }
    },
  };
}

function stepOf({ method, path }: Sending): Measured["step"] {
  if (method === "POST" && path.includes("/attempts/")) return "buy";
  return method === "GET" && path.startsWith("/api/attempts/") ? "poll" : "other";
}

function wordOf({ status, body }: Answer): string {
  if (status < 400) return (body as Partial<AttemptAnswer> | null)?.state ?? "ok";
  return body !== null && typeof body === "object" && "code" in body ? String(body.code) : String(status);
}
