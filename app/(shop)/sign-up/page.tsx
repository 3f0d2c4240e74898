import { privatePage } from "@/app/_shop/private-page";
import { CredentialPage } from "@/components/account/credential-page";
import { AccessWords } from "@/components/words/en/access-words.generated";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-static";
export const metadata = privatePage(wordsOf("en").meta.signUp);

export default function SignUpRoute() {
  return (
    <AccessWords>
      <CredentialPage purpose="sign-up" />
    </AccessWords>
  );
}
