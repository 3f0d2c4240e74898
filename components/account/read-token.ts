/** The token of the mailed link that led to this page; empty when its address has none. */
export function readToken(): string {
  return new URLSearchParams(window.location.search).get("token") ?? "";
}
