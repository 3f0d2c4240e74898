import { answerSession } from "@/lib/http/answer-auth";
import { route } from "@/lib/wiring";

export const GET = route({ access: "public" }, answerSession);
