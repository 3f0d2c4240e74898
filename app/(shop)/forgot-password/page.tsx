import type { Metadata } from "next";
import { privatePage } from "@/app/_shop/private-page";
import { ForgotPasswordPage } from "@/components/account/forgot-password-page";
import { AccessWords } from "@/components/words/en/access-words.generated";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-static";
// The address may carry the secret of a mailed link: nobody outside hears it.
export const metadata: Metadata = { ...privatePage(wordsOf("en").meta.forgotPassword), referrer: "same-origin" };

export default function ForgotPasswordRoute() {
  return (
    <AccessWords>
      <ForgotPasswordPage />
    </AccessWords>
  );
}
