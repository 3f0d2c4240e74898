import type { Metadata } from "next";
import { CredentialPage } from "@/components/account/credential-page";

export const dynamic = "force-static";
export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

export default function SignInRoute() {
  return <CredentialPage purpose="sign-in" />;
}
