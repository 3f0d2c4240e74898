import { PlainCredentialPage, type PlainPurpose } from "@/components/plain/credential-page";
import type { Locale } from "@/lib/domain";
import { readCredentialPage } from "./read-credential-page";
import type { SearchParams } from "./read-query";

export interface CredentialRouteProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function drawCredentials(locale: Locale, purpose: PlainPurpose, { searchParams }: CredentialRouteProps) {
  return <PlainCredentialPage {...(await readCredentialPage(locale, purpose, await searchParams))} />;
}
