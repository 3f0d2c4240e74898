import { createHmac, timingSafeEqual } from "node:crypto";
import { findCookie, isSecureOrigin } from "./pass-cookie";

/** The library writes `<prefix>.session_token`; the prefix `__Host-` ties the cookie to https and to this host. */
export function sessionCookiePrefix(appOrigin: string): string {
  return isSecureOrigin(appOrigin) ? "__Host-zerohour" : "zerohour";
}

export function sessionCookieName(appOrigin: string): string {
  return `${sessionCookiePrefix(appOrigin)}.session_token`;
}

/** The value of a session cookie, signed as the library signs: token, dot, HMAC-SHA256 in base64, percent-encoded. */
export function signSessionCookie(secret: string, token: string): string {
  return encodeURIComponent(`${token}.${signatureOf(secret, token)}`);
}

/** What a request's session cookie says; `stale` when an older secret signed it, so it should be written anew. */
export type SessionCookie =
  | { readonly word: "none" }
  | { readonly word: "invalid" }
  | { readonly word: "signed"; readonly token: string; readonly stale: boolean };

/** Reads and verifies the session cookie. The first secret is the current one. */
export function readSessionCookie(
  cookieHeader: string | null,
  appOrigin: string,
  secrets: readonly [string, ...string[]],
): SessionCookie {
  const value = findCookie(cookieHeader, sessionCookieName(appOrigin));
  if (value === null) return { word: "none" };
  const text = decode(value);
  const dot = text.lastIndexOf(".");
  if (dot < 1) return { word: "invalid" };
  const token = text.slice(0, dot);
  const signature = Buffer.from(text.slice(dot + 1));
  const signer = secrets.findIndex((secret) => {
    const expected = Buffer.from(signatureOf(secret, token));
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
  return signer === -1 ? { word: "invalid" } : { word: "signed", token, stale: signer > 0 };
}

/** A Set-Cookie value like the library's own. */
export function sessionSetCookie(secret: string, token: string, appOrigin: string, maxAgeMs: number): string {
  const value = signSessionCookie(secret, token);
  return `${sessionCookieName(appOrigin)}=${value}; Max-Age=${Math.floor(maxAgeMs / 1000)}${attributes(appOrigin)}`;
}

/** A Set-Cookie value that removes the session cookie. */
export function sessionClearCookie(appOrigin: string): string {
  return `${sessionCookieName(appOrigin)}=; Max-Age=0${attributes(appOrigin)}`;
}

function attributes(appOrigin: string): string {
  return `; Path=/; HttpOnly; SameSite=Lax${isSecureOrigin(appOrigin) ? "; Secure" : ""}`;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function signatureOf(secret: string, token: string): string {
  return createHmac("sha256", secret).update(token).digest("base64");
}
