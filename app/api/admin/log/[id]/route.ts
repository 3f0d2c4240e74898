import { isLogId } from "@/lib/http/read-log";
import { respondLogEntry } from "@/lib/http/respond-log";
import { route } from "@/lib/wiring";

export const GET = route<{ id: string }>({ access: "marketer", scope: "log:read" }, async ({ services, params }) =>
  respondLogEntry(isLogId(params.id) ? await services.admin.log.find(params.id) : null),
);
