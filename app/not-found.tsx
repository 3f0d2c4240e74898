import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { ShopFrame } from "@/components/shell/shop-frame";
import { ButtonLink } from "@/components/ui/button-link";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <ShopFrame>
      <PlainPage
        code="404"
        title="There is no page at this address"
        actions={
          <>
            <ButtonLink href="/" kind="solid">
              See the sales
            </ButtonLink>
            <ButtonLink href="/account">Your orders</ButtonLink>
          </>
        }
      >
        <p>The address may be mistyped. Sales that are over keep their page, and your orders are in your account.</p>
      </PlainPage>
    </ShopFrame>
  );
}
