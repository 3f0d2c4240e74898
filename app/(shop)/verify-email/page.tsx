import type { Metadata } from "next";
import { VerifyEmailPage } from "@/components/account/verify-email-page";

export const dynamic = "force-static";
export const metadata: Metadata = { title: "Confirm your address", robots: { index: false }, referrer: "same-origin" };

export default function VerifyEmailRoute() {
  return <VerifyEmailPage />;
}
