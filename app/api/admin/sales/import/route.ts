import { answerSaleImport } from "@/lib/http/answer-import";
import { route } from "@/lib/wiring";

/** Drafts from a spreadsheet: a dry run unless told otherwise, and never published. */
export const POST = route({ access: "marketer", scope: "sales:write" }, ({ services, request, actor }) =>
  answerSaleImport({ importer: services.admin.importer, nowMs: services.clock.nowMs(), request, actor }),
);
