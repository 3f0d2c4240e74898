import type { OwnAccount } from "../accounts/own/ports";
import { type Locale, localPath, plainAccountPath, plainMailedPath, plainSignInPath } from "../domain";
import type { Answer, HttpRequest } from "./message";
import { readVisitor } from "./read-auth";
import { readButtonForm } from "./respond-order-form";
import { seeOther } from "./see-other";

interface AccountFormCall {
  readonly services: { readonly accounts: { readonly own: OwnAccount }; readonly trustedProxyHops: number };
  readonly request: HttpRequest;
  readonly locale: Locale;
}

/** The API's own rule for mailing it; the account's page tells what came of it. */
export async function answerMailAgain({ services, request, locale }: AccountFormCall): Promise<Answer> {
  const form = await readButtonForm(request);
  if (!form.ok) return form.answer;
  const page = localPath(locale, plainAccountPath);
  const { word } = await services.accounts.own.sendVerification(readVisitor(request, services.trustedProxyHops));
  switch (word) {
    case "sent":
    case "throttled":
      return seeOther(plainMailedPath(word, locale));
    case "verified":
      return seeOther(page);
    case "not_signed_in":
      return seeOther(plainSignInPath(page));
  }
}
