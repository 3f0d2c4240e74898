import { locatePage } from "../domain";

/**
 * What a request is worth when the process cannot serve all: `vital` for pages, health, and the people who run the
 * shop; `poll` for whoever follows a sale, an attempt or an order, pays, or reports a payment; `buy` for whoever wants
 * to begin something. A refused buy costs a second try; a refused poll leaves somebody in the dark.
 */
export const requestClasses = ["vital", "poll", "buy"] as const;
export type RequestClass = (typeof requestClasses)[number];

const vitalPrefixes = ["/api/health/", "/api/metrics", "/api/admin/", "/api/test/"];

/** Decides from the first line of the request alone. */
export function classOfRequest(method: string | undefined, pathname: string): RequestClass {
  if (!pathname.startsWith("/api/")) return classOfPage(method, pathname);
  if (method === "POST" && beginsSomething(pathname)) return "buy";
  return vitalPrefixes.some((prefix) => pathname.startsWith(prefix)) ? "vital" : "poll";
}

/** A ticket, a wish to buy, a session. */
function beginsSomething(pathname: string): boolean {
  if (pathname.startsWith("/api/sales/")) return pathname.includes("/attempts/") || pathname.endsWith("/ticket");
  return pathname.startsWith("/api/auth/sign-");
}

/**
 * Finished pages cost nothing and are vital. Those for browsers without scripts are made for each request and stand for
 * what a script would ask; a form that is sent to them is worth what the same request to the API is.
 */
function classOfPage(method: string | undefined, pathname: string): RequestClass {
  const { path } = locatePage(pathname);
  const isBuying = /^\/sales\/[^/]+\/buy$/.test(path);
  if (method === "POST" && (isBuying || path.startsWith("/plain/sign-"))) return "buy";
  return isBuying || path.startsWith("/plain/") || method === "POST" ? "poll" : "vital";
}
