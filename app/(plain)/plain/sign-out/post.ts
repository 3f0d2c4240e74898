import { answerSignOutForm } from "@/lib/http/answer-auth-form";
import { formRoute } from "@/lib/wiring-forms";

export const POST = formRoute({ access: "public" }, answerSignOutForm);
