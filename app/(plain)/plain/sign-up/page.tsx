import { type CredentialRouteProps, drawCredentials } from "@/app/_plain/draw-credentials";
import { privatePage } from "@/app/_shop/private-page";
import { wordsOf } from "@/components/words/words-of";

export const metadata = privatePage(wordsOf("en").meta.signUp);

export default function SignUpRoute(props: CredentialRouteProps) {
  return drawCredentials("en", "sign-up", props);
}
