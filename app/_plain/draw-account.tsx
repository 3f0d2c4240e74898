import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PlainAccountPage } from "@/components/plain/account-page";
import { isTimeZone, type Locale, localPath, plainAccountPath, plainSignInPath, readMailedWord } from "@/lib/domain";
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
  const query = readQuery(await searchParams);
  const cursor = query.get("before") ?? "";
  const reader = await requireReader(path);
  const { accounts, orders, board } = await services();
  const visitor = { cookieHeader: (await headers()).get("cookie"), userAgent: null, address: null };
  const page = { before: /^\d{1,9}$/.test(cursor) ? Number(cursor) : null, max: ordersPerPage };
  const [own, listed] = await Promise.all([
    accounts.own.readDetails(visitor),
    orders.listForAccount(reader.accountId, page),
  ]);
  // The pass outlives a session that was ended elsewhere by a little.
  if (own.word === "not_signed_in") redirect(plainSignInPath(path));
  const { name, email, timeZone, verificationNeeded } = own.details;
  return (
    <PlainAccountPage
      name={name}
      email={email}
      unconfirmed={verificationNeeded}
      mailed={readMailedWord(query.get("mailed"))}
      ownZone={timeZone !== null && isTimeZone(timeZone) ? timeZone : null}
      orders={listed.map((order) => ({
        order: orderBody(order),
        timeZone: board.byId(order.saleId)?.timeZone ?? "UTC",
      }))}
      older={listed.length < ordersPerPage ? null : String(listed.at(-1)?.number ?? "")}
    />
  );
}
