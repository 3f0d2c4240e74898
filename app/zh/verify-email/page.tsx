import type { Metadata } from "next";
import { privatePage } from "@/app/_shop/private-page";
import { VerifyEmailPage } from "@/components/account/verify-email-page";
import { wordsOf } from "@/components/words/words-of";
import { AccessWords } from "@/components/words/zh/access-words.generated";

export const dynamic = "force-static";
// The address may carry the secret of a mailed link: nobody outside hears it.
export const metadata: Metadata = { ...privatePage(wordsOf("zh").meta.verifyEmail), referrer: "same-origin" };

export default function VerifyEmailRoute() {
  return (
    <AccessWords>
      <VerifyEmailPage />
    </AccessWords>
  );
}
