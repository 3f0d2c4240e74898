import type { Answer, HttpRequest } from "./message";
import { problemAnswer } from "./problem";
import type { Route } from "./route";

/**
 * Routes answered without Next. A pattern is a path with `[name]` segments, exactly like the folders in app/api,
 * and the handlers are the very functions those folders export.
 */
export type HotRoutes = Readonly<Record<string, Partial<Record<HotMethod, Pick<Route<never>, "answer">>>>>;

const hotMethods = ["GET", "POST", "PATCH", "DELETE"] as const;
type HotMethod = (typeof hotMethods)[number];

function isHotMethod(method: string): method is HotMethod {
  return hotMethods.some((known) => known === method);
}

export interface HotLane {
  /** The answer, or null when the path is not a hot one. */
  answer(request: HttpRequest): Answer | Promise<Answer> | null;
  covers(pathname: string): boolean;
}

interface Pattern {
  readonly segments: readonly string[];
  readonly methods: HotRoutes[string];
}

interface Found {
  readonly methods: HotRoutes[string];
  readonly params: Readonly<Record<string, string>>;
}

const noParams = {};

export function createHotLane(routes: HotRoutes): HotLane {
  /** Paths without parameters, which win over patterns as they do in Next. */
  const fixed = new Map<string, Found>();
  const byLength = new Map<number, Pattern[]>();
  for (const [path, methods] of Object.entries(routes)) {
    if (!path.includes("[")) {
      fixed.set(path, { methods, params: noParams });
      continue;
    }
    const segments = path.split("/");
    const same = byLength.get(segments.length) ?? [];
    same.push({ segments, methods });
    byLength.set(segments.length, same);
  }

  function find(pathname: string): Found | null {
    const known = fixed.get(pathname);
    if (known !== undefined) return known;
    const segments = pathname.split("/");
    const pattern = byLength.get(segments.length)?.find((one) => fitsPattern(one.segments, segments));
    return pattern === undefined ? null : { methods: pattern.methods, params: readParams(pattern.segments, segments) };
  }

  return {
    covers: (pathname) => find(pathname) !== null,
    answer(request) {
      const found = find(request.pathname);
      if (found === null) return null;
      const method = request.method === "HEAD" ? "GET" : request.method;
      const route = isHotMethod(method) ? found.methods[method] : undefined;
      if (route === undefined) return methodNotAllowed(found.methods);
      // Each route declares its own parameters; the table's keys and the folders' names are the same text.
      return route.answer(request, found.params as never);
    },
  };
}

function methodNotAllowed(methods: HotRoutes[string]): Answer {
  const allowed = Object.keys(methods);
  if (allowed.includes("GET")) allowed.push("HEAD");
  return problemAnswer("method_not_allowed", { headers: { Allow: allowed.join(", ") } });
}

function fitsPattern(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.every((want, index) => (want.startsWith("[") ? segments[index] !== "" : want === segments[index]));
}

function readParams(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, want] of pattern.entries()) {
    if (!want.startsWith("[")) continue;
    const have = segments[index] ?? "";
    params[want.slice(1, -1)] = have.includes("%") ? decodeSegment(have) : have;
  }
  return params;
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
