import { type CredentialRouteProps, drawCredentials } from "@/app/_plain/draw-credentials";
import { privatePage } from "@/app/_shop/private-page";
import { wordsOf } from "@/components/words/words-of";

export const metadata = privatePage(wordsOf("zh").meta.signIn);

export default function SignInRoute(props: CredentialRouteProps) {
  return drawCredentials("zh", "sign-in", props);
}
