import type { Metadata } from "next";
import { ForgotPasswordPage } from "@/components/account/forgot-password-page";

export const dynamic = "force-static";
export const metadata: Metadata = { title: "Forgot your password", robots: { index: false }, referrer: "same-origin" };

export default function ForgotPasswordRoute() {
  return <ForgotPasswordPage />;
}
