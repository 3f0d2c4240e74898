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
  answer(request: HttpRequest): Promise<Answer> | null;
  covers(pathname: string): boolean;
}

interface Pattern {
  readonly segments: readonly string[];
  readonly methods: HotRoutes[string];
}

export function createHotLane(routes: HotRoutes): HotLane {
  const byLength = new Map<number, Pattern[]>();
  for (const [path, methods] of Object.entries(routes)) {
    const segments = path.split("/");
    const same = byLength.get(segments.length) ?? [];
    same.push({ segments, methods });
    byLength.set(segments.length, same);
  }

  function find(pathname: string): { pattern: Pattern; params: Record<string, string> } | null {
    const segments = pathname.split("/");
    for (const pattern of byLength.get(segments.length) ?? []) {
      const params = matchSegments(pattern.segments, segments);
      if (params !== null) return { pattern, params };
    }
    return null;
  }

  return {
    covers: (pathname) => find(pathname) !== null,
    answer(request) {
      const found = find(request.pathname);
      if (found === null) return null;
      const method = request.method === "HEAD" ? "GET" : request.method;
      const route = isHotMethod(method) ? found.pattern.methods[method] : undefined;
      if (route === undefined) return Promise.resolve(methodNotAllowed(found.pattern.methods));
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

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (let index = 0; index < pattern.length; index += 1) {
    const want = pattern[index] ?? "";
    const have = segments[index] ?? "";
    if (want.startsWith("[")) {
      if (have === "") return null;
      params[want.slice(1, -1)] = have.includes("%") ? decodeSegment(have) : have;
    } else if (want !== have) {
      return null;
    }
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
