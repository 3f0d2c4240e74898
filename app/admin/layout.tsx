import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { AdminDoor } from "@/components/admin/frame/admin-door";
import { AdminFrame } from "@/components/admin/frame/admin-frame";
import { ShopFrame } from "@/components/shell/shop-frame";
import { AdminWords } from "@/components/words/en/admin-words.generated";
import { wordsOf } from "@/components/words/words-of";
import { services } from "@/lib/wiring";
import { Document, shopViewport } from "../document";

// Each load asks who is there; a build knows nobody and opens no database.
export const dynamic = "force-dynamic";
export const metadata: Metadata = {
  title: { default: "Admin", template: "%s · Zerohour admin" },
  robots: { index: false },
};

export const viewport = shopViewport;

/** The admin speaks English, whatever the shop speaks beside it. */
export default function AdminLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Document locale="en">
      <AdminWords>
        <Door>{children}</Door>
      </AdminWords>
    </Document>
  );
}

/** The door: the session in the database decides at every load. Each handler of the API checks again for itself. */
async function Door({ children }: { readonly children: ReactNode }) {
  const sent = await headers();
  const { accounts } = await services();
  const visitor = { cookieHeader: sent.get("cookie"), userAgent: sent.get("user-agent"), address: null };
  const found = await accounts.requireRole(visitor, ["shopper", "marketer", "admin"]);
  if (found.word !== "ok" || found.account.role === "shopper") {
    return (
      <ShopFrame say={wordsOf("en")}>
        <AdminDoor name={found.word === "ok" ? found.account.name : null} />
      </ShopFrame>
    );
  }
  const { id, name, role } = found.account;
  return <AdminFrame account={{ id, name, role }}>{children}</AdminFrame>;
}
