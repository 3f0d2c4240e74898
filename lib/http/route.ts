import { randomUUID } from "node:crypto";
import type { ApiKeys, KeyDemand } from "../accounts/api-keys/ports";
import type { Accounts, SignedInAccount } from "../accounts/ports";
import type { ApiKeyScope, Pass, Role } from "../domain";
import { type Answer, type HttpRequest, SenderGoneError } from "./message";
import { problemAnswer } from "./problem";
import { readApiKey } from "./read-api-key";
import { readVisitor } from "./read-auth";
import { respondKeyRefused } from "./respond-api-key";
import { isSameOrigin } from "./same-origin";
import { webRequest, webResponse } from "./web";

/** What every route needs to decide who may call it. */
export interface RouteServices {
  readonly appOrigin: string;
  readonly accounts: Pick<Accounts, "requireRole">;
  readonly apiKeys: Pick<ApiKeys, "authorize">;
  readonly trustedProxyHops: number;
  readPass(cookieHeader: string | null): Pass | null;
  logFailure(error: unknown, method: string, pathname: string): void;
}

/** Who may call. A route without rules cannot be written. */
export interface RouteRules {
  /**
   * `account` needs a valid pass; `public` may look at it. `marketer` and `admin` are roles, and an admin may all a
   * marketer may: there PostgreSQL decides, by the session or by an API key's owner, so a role that was taken away counts at once.
   */
  readonly access: "public" | "account" | "marketer" | "admin";
  /** For a role: what an API key needs to be let in; null refuses every key. */
  readonly scope?: ApiKeyScope | null;
  /** Changes must come from the shop's own pages; webhooks are signed instead, and test tools are off in a real shop. */
  readonly crossSite?: "signed" | "test_tools";
}

export interface Call<Services, Params, Who> {
  readonly services: Services;
  readonly request: HttpRequest;
  readonly params: Params;
  readonly pass: Who;
}

/** Who changes something, as the log of changes remembers it. */
export interface Actor {
  readonly account: SignedInAccount;
  /** Of the API key that acts for the account; null when it is signed in. */
  readonly keyName: string | null;
  readonly requestId: string;
  readonly address: string | null;
}

export interface RoleCall<Services, Params> {
  readonly services: Services;
  readonly request: HttpRequest;
  readonly params: Params;
  readonly actor: Actor;
}

type Handler<Services, Params, Who> = (call: Call<Services, Params, Who>) => Answer | Promise<Answer>;

/**
 * A route as Next calls it, and as the hot lane calls it without Next (`answer`). What needs no waiting is answered in
 * the same turn: each promise on the way costs more than a look into memory.
 */
export interface Route<Params> {
  (request: Request, context: { params: Promise<Params> }): Promise<Response>;
  answer(request: HttpRequest, params: Params): Answer | Promise<Answer>;
  readonly rules: RouteRules;
}

const rolesAllowed = { marketer: ["marketer", "admin"], admin: ["admin"] } as const satisfies Record<
  string,
  readonly Role[]
>;

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Builds the `route` function of an application from the way to its services. `opened` tells them without waiting once
 * they are there, else null.
 */
export function createRoute<Services extends RouteServices>(
  services: () => Promise<Services>,
  opened: () => Services | null = () => null,
) {
  function route<Params>(
    rules: RouteRules & { readonly access: "account" },
    handler: Handler<Services, Params, Pass>,
  ): Route<Params>;
  function route<Params>(
    rules: RouteRules & { readonly access: "public" },
    handler: Handler<Services, Params, Pass | null>,
  ): Route<Params>;
  function route<Params>(
    rules: RouteRules & { readonly access: "marketer" | "admin"; readonly scope: ApiKeyScope | null },
    handler: (call: RoleCall<Services, Params>) => Answer | Promise<Answer>,
  ): Route<Params>;
  function route<Params>(rules: RouteRules, handler: (call: never) => Answer | Promise<Answer>): Route<Params> {
    function answer(ready: Services, request: HttpRequest, params: Params): Answer | Promise<Answer> {
      const isForRole = rules.access === "marketer" || rules.access === "admin";
      const key = isForRole ? readApiKey(request) : null;
      // A browser adds cookies to what another site makes it send, but never a key.
      if (key === null && !safeMethods.has(request.method) && rules.crossSite === undefined) {
        if (!isSameOrigin(request, ready.appOrigin)) return problemAnswer("cross_site");
      }
      // The overloads above tie what the handler is called with to the access rule.
      if (rules.access === "marketer" || rules.access === "admin") {
        const demand = { roles: rolesAllowed[rules.access], scope: rules.scope ?? null };
        return answerForRole(ready, request, key, demand, (actor) =>
          handler({ services: ready, request, params, actor } as never),
        );
      }
      const pass = ready.readPass(request.header("cookie"));
      if (rules.access === "account" && pass === null) return problemAnswer("not_signed_in");
      return handler({ services: ready, request, params, pass } as never);
    }

    function guarded(request: HttpRequest, params: Params): Answer | Promise<Answer> {
      const failed = (error: unknown) => failureAnswer(error, request, services);
      try {
        const ready = opened();
        const said =
          ready === null
            ? services().then((opening) => answer(opening, request, params))
            : answer(ready, request, params);
        return said instanceof Promise ? said.catch(failed) : said;
      } catch (error) {
        return failed(error);
      }
    }

    const next = async (request: Request, context: { params: Promise<Params> }): Promise<Response> =>
      webResponse(await guarded(webRequest(request), await context.params));
    return Object.assign(next, { answer: guarded, rules });
  }
  return route;
}

async function answerForRole(
  services: RouteServices,
  request: HttpRequest,
  key: string | null,
  demand: KeyDemand,
  handle: (actor: Actor) => Answer | Promise<Answer>,
): Promise<Answer> {
  const found = await findActor(services, request, key, demand);
  if (!("account" in found)) return found;
  const said = await handle(found);
  return { ...said, headers: { ...said.headers, "X-Request-Id": found.requestId } };
}

async function findActor(
  services: RouteServices,
  request: HttpRequest,
  key: string | null,
  demand: KeyDemand,
): Promise<Actor | Answer> {
  const visitor = readVisitor(request, services.trustedProxyHops);
  const { address } = visitor;
  const requestId = requestIdOf(request);
  // Whoever sends a key is asked for nothing else: a cookie beside it neither helps nor hurts.
  if (key !== null) {
    const found = await services.apiKeys.authorize(key, demand);
    if (found.word !== "ok") return respondKeyRefused(found.word, demand.scope);
    return { account: found.account, keyName: found.keyName, requestId, address };
  }
  const found = await services.accounts.requireRole(visitor, demand.roles);
  if (found.word !== "ok") return problemAnswer(found.word);
  return { account: found.account, keyName: null, requestId, address };
}

/** The caller's own name for the request, if it has a harmless one. */
function requestIdOf(request: HttpRequest): string {
  const given = request.header("x-request-id");
  return given !== null && /^[A-Za-z0-9_.:-]{1,64}$/.test(given) ? given : randomUUID();
}

async function failureAnswer<Services extends RouteServices>(
  error: unknown,
  request: HttpRequest,
  services: () => Promise<Services>,
): Promise<Answer> {
  if (error instanceof SenderGoneError)
    return problemAnswer("invalid_request", { detail: "The body is not complete." });
  try {
    (await services()).logFailure(error, request.method, request.pathname);
  } catch {
    // The services themselves are away (a dependency at start-up): whoever starts them logs that.
    return problemAnswer("busy", { retryAfterMs: 2_000 });
  }
  return problemAnswer(isAway(error) ? "busy" : "internal", isAway(error) ? { retryAfterMs: 2_000 } : {});
}

/** What ioredis, pg and node say when the other side is away or too slow; Redis begins its own refusals with a word. */
const awayMessage =
  /Command timed out|Connection is closed|Stream isn't writeable|max retries per request|ECONNREFUSED|ECONNRESET|EPIPE|connection timeout|timeout exceeded when trying to connect|Connection terminated|Query read timeout|^(?:BUSY|CLUSTERDOWN|LOADING|MASTERDOWN|READONLY|NOREPLICAS|MISCONF|OOM) /i;
/**
 * Codes of node's sockets, of an open breaker (`AWAY`), and of PostgreSQL: shutting down, a statement or a lock that took
 * too long, writing refused by a replica, class 08 (connections), class 53 (no disk, memory or connection left), class 58
 * (its disk fails).
 */
const awayCode = /^(?:AWAY|ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|57014|55P03|25006|(?:08|53|58)[0-9A-Z]{3})$/;

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return awayCode.test(code) || awayMessage.test(error.message);
}
