import { answerEndDevice } from "@/lib/http/answer-auth";
import { route } from "@/lib/wiring";

export const DELETE = route({ access: "account" }, answerEndDevice);
