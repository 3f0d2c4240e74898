import { readLogPage } from "@/lib/http/read-log";
import { logPageSize, respondLog } from "@/lib/http/respond-log";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "log:read" }, async ({ services, request }) => {
  const page = readLogPage(request);
  if (!page.ok) return page.answer;
  return respondLog(await services.admin.log.list({ ...page.value, max: logPageSize }));
});
