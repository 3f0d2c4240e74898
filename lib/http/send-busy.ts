import type { ServerResponse } from "node:http";
import { problemAnswer } from "./problem";

/** Waits are told in these steps, so that every answer is made once. */
const stepMs = 125;
const made = new Map<number, { readonly headers: string[]; readonly body: Buffer }>();

/** Says that the shop is busy, without having read the request: cheap, since it is said most when time is shortest. */
export function sendBusy(response: ServerResponse, retryAfterMs: number): void {
  const steps = Math.ceil(retryAfterMs / stepMs);
  let answer = made.get(steps);
  if (answer === undefined) {
    const { headers, body } = problemAnswer("busy", { retryAfterMs: steps * stepMs });
    const bytes = Buffer.from(body ?? "");
    answer = {
      headers: [
        ...Object.entries(headers).flatMap(([name, value]) => [name, String(value)]),
        "Content-Length",
        String(bytes.length),
      ],
      body: bytes,
    };
    made.set(steps, answer);
  }
  response.writeHead(503, answer.headers);
  response.end(answer.body);
}
