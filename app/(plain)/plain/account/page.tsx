import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PlainAccountPage } from "@/components/plain/account-page";
import { plainAccountPath, plainSignInPath } from "@/lib/domain";
import { orderBody } from "@/lib/http/respond-order";
import { services } from "@/lib/wiring";
import { readQuery, type SearchParams } from "../../read-query";
import { requireReader } from "../../read-reader";

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

const ordersPerPage = 20;

interface AccountRouteProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function PlainAccountRoute({ searchParams }: AccountRouteProps) {
  const cursor = readQuery(await searchParams).get("before") ?? "";
  const reader = await requireReader(plainAccountPath);
  const { accounts, orders, board } = await services();
  const visitor = { cookieHeader: (await headers()).get("cookie"), userAgent: null, address: null };
  const page = { before: /^\d{1,9}$/.test(cursor) ? Number(cursor) : null, max: ordersPerPage };
  const [session, listed] = await Promise.all([
    accounts.readSession(visitor),
    orders.listForAccount(reader.accountId, page),
  ]);
  // The pass outlives a session that was ended elsewhere by a little.
  if (session.word === "signed_out") redirect(plainSignInPath(plainAccountPath));
  const { name, email } = session.account;
  return (
    <PlainAccountPage
      name={name}
      email={email}
      orders={listed.map((order) => ({
        order: orderBody(order),
        timeZone: board.byId(order.saleId)?.timeZone ?? "UTC",
      }))}
      older={listed.length < ordersPerPage ? null : String(listed.at(-1)?.number ?? "")}
    />
  );
}
