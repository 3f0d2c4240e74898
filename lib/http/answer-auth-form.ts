import type { Accounts } from "../accounts/ports";
import { type FieldError, type Locale, localPath, type Problem, plainSignInPath } from "../domain";
import type { Answer, HttpRequest } from "./message";
import { completeSignUp, readVisitor, signInSchema, signUpSchema } from "./read-auth";
import { checkFields, type FormFields, readFields } from "./read-form";
import { respondSignIn, respondSignUp } from "./respond-auth";
import { seeOther } from "./see-other";
import { forgetTyped, keepTyped, type Typed } from "./typed-cookie";

interface AuthFormCall {
  readonly services: { readonly accounts: Accounts; readonly appOrigin: string; readonly trustedProxyHops: number };
  readonly request: HttpRequest;
  readonly locale: Locale;
}

/** Which page of ours a wish to go on names; the pages' own rule. */
export type SafeNext = (wish: string | null, locale: Locale) => string;

const visitorOf = ({ request, services }: AuthFormCall) => readVisitor(request, services.trustedProxyHops);

export function answerSignInForm(call: AuthFormCall, safeNext: SafeNext): Promise<Answer> {
  return answerForm(call, "sign-in", safeNext, async (fields) => {
    const input = checkFields(fields, signInSchema);
    if (!input.ok) return input;
    return { ok: true, answer: respondSignIn(await call.services.accounts.signIn(input.value, visitorOf(call))) };
  });
}

export function answerSignUpForm(call: AuthFormCall, safeNext: SafeNext): Promise<Answer> {
  return answerForm(call, "sign-up", safeNext, async (fields) => {
    const input = checkFields(fields, signUpSchema);
    if (!input.ok) return input;
    const account = completeSignUp(input.value);
    return { ok: true, answer: respondSignUp(await call.services.accounts.signUp(account, visitorOf(call))) };
  });
}

export async function answerSignOutForm(call: AuthFormCall): Promise<Answer> {
  const { setCookies } = await call.services.accounts.signOut(visitorOf(call));
  return seeOther(localPath(call.locale, "/"), setCookies);
}

type Judged =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The API's own rules and words: its answer's cookies are taken along, its refusal is said on the form's page. */
async function answerForm(
  call: AuthFormCall,
  form: Typed["form"],
  safeNext: SafeNext,
  judge: (fields: FormFields) => Promise<Judged>,
): Promise<Answer> {
  const { locale } = call;
  const read = await readFields(call.request);
  if (!read.ok) return read.answer;
  const { next: wish = null, ...fields } = read.value;
  const next = safeNext(wish, locale);
  const { appOrigin } = call.services;
  const judged = await judge(fields);
  if (judged.ok && judged.answer.status < 300) {
    const cookies = [judged.answer.headers["Set-Cookie"] ?? []].flat();
    return seeOther(next, [...cookies, forgetTyped(appOrigin, locale)]);
  }
  const refusal = judged.ok ? refusalOf(judged.answer) : { code: null, detail: "", errors: judged.errors };
  const typed = { form, email: fields.email ?? "", name: fields.name ?? "", ...refusal, errors: [...refusal.errors] };
  return seeOther(plainSignInPath(next, form, call), [keepTyped(typed, appOrigin, locale)]);
}

function refusalOf(answer: Answer): Pick<Problem, "code" | "detail"> & { readonly errors: readonly FieldError[] } {
  // Written by `problemAnswer` of this process.
  const { code, detail, errors = [] }: Problem = JSON.parse(answer.body ?? "{}");
  return { code, detail, errors };
}
