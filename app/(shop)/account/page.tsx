import type { Metadata } from "next";
import { AccountPage } from "@/components/account/account-page";

export const dynamic = "force-static";
export const metadata: Metadata = { title: "Your account", robots: { index: false } };

export default function AccountRoute() {
  return <AccountPage />;
}
