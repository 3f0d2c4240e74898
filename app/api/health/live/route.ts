import { jsonAnswer } from "@/lib/http/message";
import { route } from "@/lib/wiring";

/** The process answers: nothing else is asked. */
export const GET = route({ access: "public" }, () => jsonAnswer(200, { status: "live" }));
