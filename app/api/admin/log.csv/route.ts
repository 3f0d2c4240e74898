import { readLogFilter } from "@/lib/http/read-log";
import { readBom } from "@/lib/http/respond-csv";
import { respondLogCsv } from "@/lib/http/respond-log";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "log:read" }, ({ services, request }) => {
  const filter = readLogFilter(request);
  if (!filter.ok) return filter.answer;
  const bom = readBom(request);
  if (!bom.ok) return bom.answer;
  return respondLogCsv(services.admin.log.pages(filter.value), bom.value);
});
