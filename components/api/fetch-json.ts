import { type Problem, problemCodes } from "@/lib/domain";

/** What the server said. Only a lost connection is an exception. */
export type ApiOutcome<T> =
  | { readonly word: "answer"; readonly status: number; readonly data: T }
  /** 204: there is nothing to tell. */
  | { readonly word: "nothing" }
  | {
      readonly word: "problem";
      readonly status: number;
      readonly problem: Problem;
      /** How long to wait before asking again; null when the server did not say. */
      readonly retryAfterMs: number | null;
    };

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: { readonly type: string; readonly content: Blob | string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Asks our own API. Refusals are values with their code; it throws only when no answer came at all.
 * The type of the answer is the caller's knowledge of the contract and is not checked here.
 */
export async function fetchJson<T>(path: string, request: ApiRequest = {}): Promise<ApiOutcome<T>> {
  const sent = sentBody(request);
  const response = await fetch(path, {
    method: request.method ?? "GET",
    headers: {
      accept: "application/json",
      ...(sent === null ? {} : { "content-type": sent.type }),
      ...request.headers,
    },
    credentials: "same-origin",
    cache: "no-store",
    ...(sent === null ? {} : { body: sent.content }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  if (response.status === 204) return { word: "nothing" };
  const body = await readBody(response);
  if (response.ok && body !== undefined) return { word: "answer", status: response.status, data: body as T };
  const problem = isProblem(body) ? body : unreadableProblem(response.status);
  return {
    word: "problem",
    status: response.status,
    problem,
    retryAfterMs: problem.retryAfterMs ?? retryAfterHeader(response.headers.get("retry-after")),
  };
}

function sentBody({ body, raw }: ApiRequest): NonNullable<ApiRequest["raw"]> | null {
  if (raw !== undefined) return raw;
  return body === undefined ? null : { type: "application/json", content: JSON.stringify(body) };
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null || !("code" in body) || !("detail" in body)) return false;
  const code = body.code;
  return typeof body.detail === "string" && problemCodes.some((known) => known === code);
}

/** Something between us and the shop answered in its place: a proxy's error page, a deploy under way. */
function unreadableProblem(status: number): Problem {
  const isAway = status === 429 || status === 502 || status === 503 || status === 504;
  return {
    type: "about:blank",
    title: "Unreadable answer",
    status,
    code: isAway ? "busy" : "internal",
    detail: "The shop did not answer in a way this page understands.",
  };
}

/** Whole seconds or a date, as RFC 9110 allows; null for anything else. */
function retryAfterHeader(value: string | null): number | null {
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}
