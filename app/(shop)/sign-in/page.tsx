import { privatePage } from "@/app/_shop/private-page";
import { CredentialPage } from "@/components/account/credential-page";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-static";
export const metadata = privatePage(wordsOf("en").meta.signIn);

export default function SignInRoute() {
  return <CredentialPage purpose="sign-in" />;
}
