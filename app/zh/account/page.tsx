import { privatePage } from "@/app/_shop/private-page";
import { AccountPage } from "@/components/account/account-page";
import { wordsOf } from "@/components/words/words-of";
import { AccountWords } from "@/components/words/zh/account-words.generated";

export const dynamic = "force-static";
export const metadata = privatePage(wordsOf("zh").meta.account);

export default function AccountRoute() {
  return (
    <AccountWords>
      <AccountPage />
    </AccountWords>
  );
}
