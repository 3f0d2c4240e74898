import type { Metadata } from "next";
import { CredentialPage } from "@/components/account/credential-page";

export const dynamic = "force-static";
export const metadata: Metadata = { title: "Create an account", robots: { index: false } };

export default function SignUpRoute() {
  return <CredentialPage purpose="sign-up" />;
}
