import type { Accounts } from "../accounts/ports";
import { type Locale, locatePage, type Pass, plainSignInPath } from "../domain";
import type { Answer, HttpRequest } from "./message";
import { documentOfProblem } from "./plain-document";
import { readVisitor } from "./read-auth";
import { createRoute, type Route, type RouteServices } from "./route";
import { seeOther } from "./see-other";

/** What a form's route needs beside what every route does. */
export interface FormServices extends RouteServices {
  readonly accounts: Accounts;
}

export interface FormRules {
  /** `account`: whoever is not signed in is sent to do that first, and then back to `backTo`. */
  readonly access: "public" | "account";
}

/** The page to come back to after signing in. */
type BackTo<Params> = (params: Params, locale: Locale) => string;

/** Who sent a form. */
export type Sender = Pick<Pass, "accountId" | "level">;

export interface FormCall<Services, Params, Who> {
  readonly services: Services;
  readonly request: HttpRequest;
  readonly params: Params;
  readonly sender: Who;
  /** Of the page that the form stands on. */
  readonly locale: Locale;
}

export type FormRoute<Params> = Pick<Route<Params>, "answer"> & { readonly rules: FormRules };

type FormHandler<Services, Params, Who> = (call: FormCall<Services, Params, Who>) => Promise<Answer>;

/**
 * Builds the `formRoute` function of an application: routes that HTML forms are sent to. They are routes like the
 * API's, with the same same-origin rule, but speak to people: a refusal is a page, and who is signed out is sent to sign
 * in. `POST` is the only method.
 */
export function createFormRoute<Services extends FormServices>(services: () => Promise<Services>) {
  const route = createRoute(services);

  function formRoute<Params>(
    rules: FormRules & { readonly access: "account"; readonly backTo: BackTo<Params> },
    handler: FormHandler<Services, Params, Sender>,
  ): FormRoute<Params>;
  function formRoute<Params>(
    rules: FormRules & { readonly access: "public" },
    handler: FormHandler<Services, Params, Sender | null>,
  ): FormRoute<Params>;
  function formRoute<Params>(
    rules: FormRules & { readonly backTo?: BackTo<Params> },
    handler: (call: never) => Promise<Answer>,
  ): FormRoute<Params> {
    const inner = route<Params>({ access: "public" }, async ({ services: ready, request, params, pass }) => {
      const { locale } = locatePage(request.pathname);
      const { sender, setCookies } = await whoSent(ready, request, pass);
      if (rules.access === "account" && sender === null) {
        return seeOther(plainSignInPath(rules.backTo?.(params, locale) ?? "/"), setCookies);
      }
      // The overloads above tie what the handler is called with to the access rule.
      return withCookies(await handler({ services: ready, request, params, sender, locale } as never), setCookies);
    });
    return {
      rules,
      answer: async (request, params) =>
        documentOfProblem(await inner.answer(request, params), locatePage(request.pathname).locale),
    };
  }
  return formRoute;
}

/** Without scripts nobody renews a pass ahead of its end, so an ended one is renewed here while the session lasts. */
async function whoSent(
  services: FormServices,
  request: HttpRequest,
  pass: Pass | null,
): Promise<{ readonly sender: Sender | null; readonly setCookies: readonly string[] }> {
  if (pass !== null) return { sender: pass, setCookies: [] };
  const found = await services.accounts.readSession(readVisitor(request, services.trustedProxyHops));
  switch (found.word) {
    case "signed_in":
      return { sender: { accountId: found.account.id, level: found.account.level }, setCookies: found.setCookies };
    case "signed_out":
      return { sender: null, setCookies: found.setCookies };
  }
}

/** The handler's own cookies come last: browsers keep the last of each name. */
function withCookies(answer: Answer, setCookies: readonly string[]): Answer {
  if (setCookies.length === 0) return answer;
  const own = answer.headers["Set-Cookie"] ?? [];
  return { ...answer, headers: { ...answer.headers, "Set-Cookie": [...setCookies, ...[own].flat()] } };
}
