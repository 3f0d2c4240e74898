import { answerForgotPassword } from "@/lib/http/answer-account";
import { route } from "@/lib/wiring";

export const POST = route({ access: "public" }, answerForgotPassword);
