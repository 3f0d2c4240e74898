import { answerDevices, answerEndOthers } from "@/lib/http/answer-auth";
import { route } from "@/lib/wiring";

export const GET = route({ access: "account" }, answerDevices);
export const DELETE = route({ access: "account" }, answerEndOthers);
