import * as z from "zod";
import { defaultLocale, type Locale, locales } from "../domain";
import type { HttpRequest } from "./message";
import { type Read, readJson } from "./read-json";

/** The longest address that mail can be sent to (RFC 5321 4.5.3.1.3, less the brackets). */
const emailCharactersMax = 254;

export const reminderSchema = z.strictObject({
  channel: z.literal("email", { error: "must be email" }).default("email"),
  email: z
    .string({ error: "Write your e-mail address." })
    .trim()
    .max(emailCharactersMax, "This e-mail address is too long.")
    .pipe(z.email("Write an e-mail address such as ana@example.com."))
    .optional(),
  locale: z.enum(locales).optional().describe("Of the page; mails speak it unless the account chose another."),
});

export function readReminder(request: HttpRequest): Promise<Read<z.infer<typeof reminderSchema>>> {
  return readJson(request, reminderSchema);
}

/** What a link in a mail carries. */
export interface MailedLink {
  /** Empty when there is none, which fits no reminder. */
  readonly token: string;
  /** In which the link's page is shown. */
  readonly locale: Locale;
}

export function readMailedLink({ searchParams }: Pick<HttpRequest, "searchParams">): MailedLink {
  const locale = locales.find((known) => known === searchParams.get("locale")) ?? defaultLocale;
  return { token: searchParams.get("token") ?? "", locale };
}

const formBytesMax = 1_024;

/** Our own page sends its form with `from=page` and wants to be shown a page; a mail program wants none. */
export async function isFromPage(request: HttpRequest): Promise<boolean> {
  const body = await request.readBody(formBytesMax);
  return body !== "too_large" && new URLSearchParams(body).get("from") === "page";
}
