import * as z from "zod";
import { type Locale, localPath, problemCodes } from "../domain";

// What somebody typed into a form that was not taken, and what was wrong with it, on the way from the form's answer to
// the page it redirects to. A cookie and not the address: addresses end up in histories and logs. Never a password.

/** Only pages for browsers without scripts are sent it. */
const pathOf = (locale: Locale) => localPath(locale, "/plain");
const maxAgeSeconds = 120;
const charactersMax = 2_000;

export const typedCookieName = "zh_typed";

const typedSchema = z.strictObject({
  form: z.enum(["sign-in", "sign-up"]),
  email: z.string(),
  name: z.string(),
  /** Null when only fields are wrong. */
  code: z.enum(problemCodes).nullable().default(null),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});

/** A form that was not taken. */
export type Typed = z.infer<typeof typedSchema>;

function setCookie(value: string, maxAge: number, appOrigin: string, locale: Locale): string {
  const secure = appOrigin.startsWith("https://") ? "; Secure" : "";
  return `${typedCookieName}=${value}; Max-Age=${maxAge}; Path=${pathOf(locale)}; HttpOnly; SameSite=Lax${secure}`;
}

/** A Set-Cookie value. What would be too long for a cookie goes without what was typed. */
export function keepTyped(typed: Typed, appOrigin: string, locale: Locale): string {
  const write = (kept: Typed) => Buffer.from(JSON.stringify(kept)).toString("base64url");
  const whole = write(typed);
  const value = whole.length <= charactersMax ? whole : write({ ...typed, email: "", name: "" });
  return setCookie(value, maxAgeSeconds, appOrigin, locale);
}

/** A Set-Cookie value that forgets it. */
export function forgetTyped(appOrigin: string, locale: Locale): string {
  return setCookie("", 0, appOrigin, locale);
}

/** Reads a cookie's value; null for one that we did not write. */
export function readTyped(value: string | undefined): Typed | null {
  if (value === undefined || value.length > charactersMax) return null;
  try {
    const read = typedSchema.safeParse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
