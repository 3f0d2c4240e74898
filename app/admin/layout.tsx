import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { AdminDoor } from "@/components/admin/frame/admin-door";
import { AdminFrame } from "@/components/admin/frame/admin-frame";
import { ShopFrame } from "@/components/shell/shop-frame";
import { services } from "@/lib/wiring";

// Each load asks who is there; a build knows nobody and opens no database.
export const dynamic = "force-dynamic";
export const metadata: Metadata = {
  title: { default: "Admin", template: "%s · Zerohour admin" },
  robots: { index: false },
};

/** The door: the session in the database decides at every load. Each handler of the API checks again for itself. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const sent = await headers();
  const { accounts } = await services();
  const visitor = { cookieHeader: sent.get("cookie"), userAgent: sent.get("user-agent"), address: null };
  const found = await accounts.requireRole(visitor, ["shopper", "marketer", "admin"]);
  if (found.word !== "ok" || found.account.role === "shopper") {
    return (
      <ShopFrame>
        <AdminDoor name={found.word === "ok" ? found.account.name : null} />
      </ShopFrame>
    );
  }
  const { id, name, role } = found.account;
  return <AdminFrame account={{ id, name, role }}>{children}</AdminFrame>;
}
