import { audit } from "./answers/audit-answers";
import { type Operation, ok } from "./operation";

/** How well the shop keeps its own law. */
export const auditOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/sales/[slug]/audit",
    access: "marketer",
    scope: "sales:read",
    summary: "Every check of the audit, for one sale",
    description: "A broken check is told with 200 and `ok: false`. One audit at a time runs in a process.",
    answers: { 200: ok(audit, "What each check found.") },
    problems: ["not_found"],
  },
];
