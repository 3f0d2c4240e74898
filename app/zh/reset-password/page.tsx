import type { Metadata } from "next";
import { privatePage } from "@/app/_shop/private-page";
import { ResetPasswordPage } from "@/components/account/reset-password-page";
import { wordsOf } from "@/components/words/words-of";
import { AccessWords } from "@/components/words/zh/access-words.generated";

export const dynamic = "force-static";
// The address may carry the secret of a mailed link: nobody outside hears it.
export const metadata: Metadata = { ...privatePage(wordsOf("zh").meta.resetPassword), referrer: "same-origin" };

export default function ResetPasswordRoute() {
  return (
    <AccessWords>
      <ResetPasswordPage />
    </AccessWords>
  );
}
