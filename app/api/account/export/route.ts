import { answerExport } from "@/lib/http/answer-account";
import { route } from "@/lib/wiring";

export const GET = route({ access: "account" }, answerExport);
