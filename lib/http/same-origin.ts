import type { HttpRequest } from "./message";

/**
 * Whether a change comes from the shop's own pages, or from a program that claims to be one.
 * Browsers say where a request comes from in Sec-Fetch-Site; older ones send Origin with every change.
 * A request with neither is refused: an old browser without both could be behind another site's form.
 * Origin is compared with the configured address, never with the Host header, which the sender chooses.
 */
export function isSameOrigin(request: HttpRequest, appOrigin: string): boolean {
  const site = request.header("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.header("origin");
  return origin === appOrigin;
}
