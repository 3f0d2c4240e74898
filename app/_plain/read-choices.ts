import { headers } from "next/headers";
import { cache } from "react";
import { isTimeZone, type Locale } from "@/lib/domain";
import { services } from "@/lib/wiring";
import { readReader } from "./read-reader";

export interface Choices {
  readonly timeZone: string | null;
  readonly locale: Locale | null;
}

const none: Choices = { timeZone: null, locale: null };

/** The zone and the language that the reader's account chose; without scripts nobody else can tell the zone. */
export const readChoices = cache(async (): Promise<Choices> => {
  if ((await readReader()) === null) return none;
  const { accounts } = await services();
  const session = await accounts.readSession({
    cookieHeader: (await headers()).get("cookie"),
    userAgent: null,
    address: null,
  });
  if (session.word === "signed_out") return none;
  const { timeZone, locale } = session.account;
  return { timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : null, locale };
});
