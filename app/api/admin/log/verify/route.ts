import { readLogPart } from "@/lib/http/read-log";
import { respondLogVerdict } from "@/lib/http/respond-log";
import { route } from "@/lib/wiring";

/** Walks the chain of hashes, a part at a time. */
export const GET = route({ access: "marketer", scope: "log:read" }, async ({ services, request }) => {
  const after = readLogPart(request);
  if (!after.ok) return after.answer;
  return respondLogVerdict(await services.admin.log.verify(after.value));
});
