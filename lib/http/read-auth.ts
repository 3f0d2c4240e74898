import * as z from "zod";
import { type Locale, locales } from "../domain";
import { clientAddress } from "./client-address";
import type { HttpRequest } from "./message";
import { type Read, readJson } from "./read-json";

/** The longest address that mail can be sent to (RFC 5321 4.5.3.1.3, less the brackets). */
const emailCharactersMax = 254;
const nameCharactersMax = 80;
/** Control and format characters hide things in lists and logs; PostgreSQL refuses the first of them. */
const hiddenCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export const email = z
  .string({ error: "Write your e-mail address." })
  .trim()
  .max(emailCharactersMax, "This e-mail address is too long.")
  .pipe(z.email("Write an e-mail address such as ana@example.com."));

export const newPassword = z
  .string({ error: "Choose a password." })
  .min(8, "Choose a password of at least 8 characters.")
  .max(128, "A password has at most 128 characters.");

/** The password of an account that is there: whatever was allowed when it was chosen. */
export const typedPassword = z
  .string({ error: "Write your password." })
  .min(1, "Write your password.")
  .max(128, "A password has at most 128 characters.");

export const accountName = z
  .string({ error: "Write your name." })
  .trim()
  .min(1, "Write your name.")
  .max(nameCharactersMax, `A name has at most ${nameCharactersMax} characters.`)
  .refine((text) => !hiddenCharacters.test(text), "A name has visible characters only.");

export const signUpSchema = z.strictObject({
  email,
  password: newPassword,
  name: accountName.optional(),
  locale: z.enum(locales).optional().describe("Of the page; the account's language until it chooses another."),
});
export const signInSchema = z.strictObject({ email, password: typedPassword });

export interface SignUpInput {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly locale?: Locale | undefined;
}

/** Without a name the part of the address before the @ stands in. Other fields are refused, a role above all. */
export async function readSignUp(request: HttpRequest): Promise<Read<SignUpInput>> {
  const body = await readJson(request, signUpSchema);
  if (!body.ok) return body;
  return { ok: true, value: completeSignUp(body.value) };
}

export function completeSignUp(input: z.infer<typeof signUpSchema>): SignUpInput {
  const { email: address, password, name: given, locale } = input;
  return { email: address, password, locale, name: given ?? address.split("@")[0] ?? address };
}

export function readSignIn(request: HttpRequest): Promise<Read<z.infer<typeof signInSchema>>> {
  return readJson(request, signInSchema);
}

/** Who sends a request, as the account service wants to know it. */
export function readVisitor(
  request: HttpRequest,
  trustedProxyHops: number,
): { cookieHeader: string | null; userAgent: string | null; address: string | null } {
  return {
    cookieHeader: request.header("cookie"),
    userAgent: request.header("user-agent"),
    address: clientAddress(request, trustedProxyHops),
  };
}
