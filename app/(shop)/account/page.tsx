import { privatePage } from "@/app/_shop/private-page";
import { AccountPage } from "@/components/account/account-page";
import { AccountWords } from "@/components/words/en/account-words.generated";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-static";
export const metadata = privatePage(wordsOf("en").meta.account);

export default function AccountRoute() {
  return (
    <AccountWords>
      <AccountPage />
    </AccountWords>
  );
}
