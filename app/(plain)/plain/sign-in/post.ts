import { safeNext } from "@/components/account/safe-next";
import { answerSignInForm } from "@/lib/http/answer-auth-form";
import { formRoute } from "@/lib/wiring-forms";

export const POST = formRoute({ access: "public" }, (call) => answerSignInForm(call, safeNext));
