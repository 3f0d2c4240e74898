import type { Metadata } from "next";
import { ResetPasswordPage } from "@/components/account/reset-password-page";

export const dynamic = "force-static";
export const metadata: Metadata = { title: "Choose a new password", robots: { index: false }, referrer: "same-origin" };

export default function ResetPasswordRoute() {
  return <ResetPasswordPage />;
}
