import { jsonAnswer } from "@/lib/http/message";
import { route } from "@/lib/wiring";

/** The shop's clock in epoch milliseconds; pages measure their offset from it. */
export const GET = route({ access: "public" }, ({ services }) => jsonAnswer(200, { now: services.clock.nowMs() }));
