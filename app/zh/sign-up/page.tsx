import { privatePage } from "@/app/_shop/private-page";
import { CredentialPage } from "@/components/account/credential-page";
import { wordsOf } from "@/components/words/words-of";
import { AccessWords } from "@/components/words/zh/access-words.generated";

export const dynamic = "force-static";
export const metadata = privatePage(wordsOf("zh").meta.signUp);

export default function SignUpRoute() {
  return (
    <AccessWords>
      <CredentialPage purpose="sign-up" />
    </AccessWords>
  );
}
