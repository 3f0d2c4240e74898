import { cookies, headers } from "next/headers";
import { safeNext } from "@/components/account/safe-next";
import type { PlainPurpose } from "@/components/plain/credential-page";
import type { Locale } from "@/lib/domain";
import { readTyped, typedCookieName } from "@/lib/http/typed-cookie";
import { services } from "@/lib/wiring";
import { readQuery, type SearchParams } from "./read-query";

/** What a page for signing in or up shows: where it leads, and what was typed before. */
export async function readCredentialPage(locale: Locale, purpose: PlainPurpose, searchParams: SearchParams) {
  const typed = readTyped((await cookies()).get(typedCookieName)?.value);
  const { demoLogins } = await services();
  return {
    purpose,
    next: safeNext(readQuery(searchParams).get("next") ?? (await nextOfReferer()), locale),
    typed: typed?.form === purpose ? typed : null,
    demo: (await demoLogins()) ?? [],
  };
}

/** The static sign-in page cannot know its own query; the browser tells it when it comes from there. */
async function nextOfReferer(): Promise<string | null> {
  const referer = (await headers()).get("referer");
  return referer === null || !URL.canParse(referer) ? null : new URL(referer).searchParams.get("next");
}
