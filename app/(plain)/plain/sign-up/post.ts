import { safeNext } from "@/components/account/safe-next";
import { answerSignUpForm } from "@/lib/http/answer-auth-form";
import { formRoute } from "@/lib/wiring-forms";

export const POST = formRoute({ access: "public" }, (call) => answerSignUpForm(call, safeNext));
