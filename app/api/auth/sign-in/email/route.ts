import { answerSignIn } from "@/lib/http/answer-auth";
import { route } from "@/lib/wiring";

export const POST = route({ access: "public" }, answerSignIn);
