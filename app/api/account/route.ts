import { answerChangeDetails, answerDeletion, answerDetails } from "@/lib/http/answer-account";
import { route } from "@/lib/wiring";

export const GET = route({ access: "account" }, answerDetails);
export const PATCH = route({ access: "account" }, answerChangeDetails);
export const DELETE = route({ access: "account" }, answerDeletion);
