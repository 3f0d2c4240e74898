import { respondMetrics } from "@/lib/http/respond-metrics";
import { route } from "@/lib/wiring";

export const GET = route({ access: "public" }, ({ services, request }) => respondMetrics(services, request));
