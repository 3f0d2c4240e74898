import { jsonAnswer } from "@/lib/http/message";
import { route } from "@/lib/wiring";

/** 200 when every dependency answers, else 503; each one's state either way. */
export const GET = route({ access: "public" }, async ({ services }) => {
  const report = await services.checkHealth();
  return jsonAnswer(report.ready ? 200 : 503, report);
});
