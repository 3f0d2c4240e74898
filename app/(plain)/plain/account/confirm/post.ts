import { localPath, plainAccountPath } from "@/lib/domain";
import { answerMailAgain } from "@/lib/http/answer-account-form";
import { formRoute } from "@/lib/wiring-forms";

/** Mails the link that confirms the account's address, again. */
export const POST = formRoute(
  { access: "account", backTo: (_params, locale) => localPath(locale, plainAccountPath) },
  answerMailAgain,
);
