import { answerSaleImport } from "@/lib/http/answer-import";
import { readBom } from "@/lib/http/respond-csv";
import { respondSaleTemplate } from "@/lib/http/respond-sale-table";
import { route } from "@/lib/wiring";

/** A file to begin with. */
export const GET = route({ access: "marketer", scope: "sales:read" }, async ({ services, request }) => {
  const bom = readBom(request);
  if (!bom.ok) return bom.answer;
  const { clock, admin } = services;
  return respondSaleTemplate(clock.nowMs(), await admin.importer.defaults(), bom.value);
});

/** Drafts from a spreadsheet: a dry run unless told otherwise, and never published. */
export const POST = route({ access: "marketer", scope: "sales:write" }, ({ services, request, actor }) =>
  answerSaleImport({ importer: services.admin.importer, nowMs: services.clock.nowMs(), request, actor }),
);
