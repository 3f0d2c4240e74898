import type { Metadata } from "next";
import { PlainCredentialPage } from "@/components/plain/credential-page";
import type { SearchParams } from "../../read-query";
import { readCredentialPage } from "../read-credential-page";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface SignInRouteProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function PlainSignInRoute({ searchParams }: SignInRouteProps) {
  return <PlainCredentialPage {...(await readCredentialPage("sign-in", await searchParams))} />;
}
