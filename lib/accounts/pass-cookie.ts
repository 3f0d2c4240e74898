import type { Pass } from "../domain";
import type { TokenKeys } from "./tokens/keys";
import { signPass, verifyPass } from "./tokens/pass";

/**
 * The pass cookie's name. With https it gets the prefix that browsers only accept together with Secure and
 * Path=/ and without Domain, so no neighbouring host can plant one.
 */
export function passCookieName(appOrigin: string): string {
  return isSecureOrigin(appOrigin) ? "__Host-zh_pass" : "zh_pass";
}

/** The pass a request carries, or null when there is none, it was altered or it has expired. */
export function readPass(
  cookieHeader: string | null | undefined,
  keys: TokenKeys,
  nowMs: number,
  cookieName: string,
): Pass | null {
  const token = findCookie(cookieHeader, cookieName);
  if (token === null) return null;
  const verdict = verifyPass(keys, token, nowMs);
  return verdict.word === "ok" ? verdict.pass : null;
}

/** The value of the first cookie of that name. Only that value is copied out of the header. */
export function findCookie(cookieHeader: string | null | undefined, name: string): string | null {
  if (!cookieHeader) return null;
  let from = 0;
  for (;;) {
    const at: number = cookieHeader.indexOf(name, from);
    if (at === -1) return null;
    const valueAt = at + name.length;
    if (startsCookie(cookieHeader, at) && cookieHeader[valueAt] === "=") {
      const end = cookieHeader.indexOf(";", valueAt);
      return cookieHeader.slice(valueAt + 1, end === -1 ? undefined : end).trimEnd();
    }
    from = valueAt;
  }
}

function startsCookie(cookieHeader: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && cookieHeader[before] === " ") before -= 1;
  return before < 0 || cookieHeader[before] === ";";
}

/** A Set-Cookie value that stores the pass. `maxAgeSeconds` is how long the browser keeps it. */
export function passSetCookie(keys: TokenKeys, pass: Pass, appOrigin: string, maxAgeSeconds: number): string {
  return `${passCookieName(appOrigin)}=${signPass(keys, pass)}; Max-Age=${maxAgeSeconds}${attributes(appOrigin)}`;
}

/** A Set-Cookie value that removes the pass. */
export function passClearCookie(appOrigin: string): string {
  return `${passCookieName(appOrigin)}=; Max-Age=0${attributes(appOrigin)}`;
}

function attributes(appOrigin: string): string {
  return `; Path=/; HttpOnly; SameSite=Lax${isSecureOrigin(appOrigin) ? "; Secure" : ""}`;
}

/** Whether browsers reach the shop by https; cookies are then marked Secure. */
export function isSecureOrigin(appOrigin: string): boolean {
  return appOrigin.startsWith("https://");
}
