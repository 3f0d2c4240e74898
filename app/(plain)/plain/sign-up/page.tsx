import type { Metadata } from "next";
import { PlainCredentialPage } from "@/components/plain/credential-page";
import type { SearchParams } from "../../read-query";
import { readCredentialPage } from "../read-credential-page";

export const metadata: Metadata = { title: "Create an account", robots: { index: false } };

interface SignUpRouteProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function PlainSignUpRoute({ searchParams }: SignUpRouteProps) {
  return <PlainCredentialPage {...(await readCredentialPage("sign-up", await searchParams))} />;
}
