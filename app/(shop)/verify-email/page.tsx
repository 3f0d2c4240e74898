import type { Metadata } from "next";
import { privatePage } from "@/app/_shop/private-page";
import { VerifyEmailPage } from "@/components/account/verify-email-page";
import { AccessWords } from "@/components/words/en/access-words.generated";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-static";
// The address may carry the secret of a mailed link: nobody outside hears it.
export const metadata: Metadata = { ...privatePage(wordsOf("en").meta.verifyEmail), referrer: "same-origin" };

export default function VerifyEmailRoute() {
  return (
    <AccessWords>
      <VerifyEmailPage />
    </AccessWords>
  );
}
