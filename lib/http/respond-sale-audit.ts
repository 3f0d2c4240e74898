import type { AuditAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

/** A broken check is no failure of the request: the answer is 200 and says so. */
export function respondSaleAudit(audit: AuditAnswer | null): Answer {
  return audit === null
    ? problemAnswer("not_found", { detail: "There is no sale with this slug." })
    : jsonAnswer(200, audit);
}
