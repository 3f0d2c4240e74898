import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PlainAccountPage } from "@/components/plain/account-page";
import { isTimeZone, type Locale, localPath, plainAccountPath, plainSignInPath } from "@/lib/domain";
import { orderBody } from "@/lib/http/respond-order";
import { services } from "@/lib/wiring";
import { readQuery, type SearchParams } from "./read-query";
import { requireReader } from "./read-reader";

const ordersPerPage = 20;

export interface AccountRouteProps {
  readonly searchParams: Promise<SearchParams>;
}

/** The account's orders and details, for a browser without scripts. */
export async function drawAccount(locale: Locale, { searchParams }: AccountRouteProps) {
  const path = localPath(locale, plainAccountPath);
  const cursor = readQuery(await searchParams).get("before") ?? "";
  const reader = await requireReader(path);
  const { accounts, orders, board } = await services();
  const visitor = { cookieHeader: (await headers()).get("cookie"), userAgent: null, address: null };
  const page = { before: /^\d{1,9}$/.test(cursor) ? Number(cursor) : null, max: ordersPerPage };
  const [session, listed] = await Promise.all([
    accounts.readSession(visitor),
    orders.listForAccount(reader.accountId, page),
  ]);
  // The pass outlives a session that was ended elsewhere by a little.
  if (session.word === "signed_out") redirect(plainSignInPath(path));
  const { name, email, timeZone } = session.account;
  return (
    <PlainAccountPage
      name={name}
      email={email}
      ownZone={timeZone !== null && isTimeZone(timeZone) ? timeZone : null}
      orders={listed.map((order) => ({
        order: orderBody(order),
        timeZone: board.byId(order.saleId)?.timeZone ?? "UTC",
      }))}
      older={listed.length < ordersPerPage ? null : String(listed.at(-1)?.number ?? "")}
    />
  );
}
