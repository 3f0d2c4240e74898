import { randomBytes } from "node:crypto";
import { notFound } from "next/navigation";
import type { BuyPageFacts } from "@/components/plain/buy-page-facts";
import { saleFacts } from "@/components/sale/sale-facts";
import { type AttemptAnswer, type BuyAddress, isSlug, type Locale, type Pass, type SaleSnapshot } from "@/lib/domain";
import { attemptBody } from "@/lib/http/respond-attempt";
import { stateBody } from "@/lib/http/respond-state";
import { catalogue, type Services, services } from "@/lib/wiring";
import { readChoices } from "./read-choices";

interface PublicSale {
  readonly sale: SaleSnapshot;
  readonly cancelReason: string | null;
}

/** A running sale is on the board of this process; of any other the catalogue knows more. */
export async function readPublicSale(slug: string): Promise<PublicSale> {
  const { board } = await services();
  const sale = board.bySlug(slug);
  if (sale !== undefined && sale.status !== "cancelled") return { sale, cancelReason: null };
  return (isSlug(slug) ? await (await catalogue()).salePage(slug) : null) ?? notFound();
}

/** Everything the buy page shows to this reader now. */
export async function readBuyPage(
  locale: Locale,
  slug: string,
  told: BuyAddress,
  reader: Pass | null,
): Promise<BuyPageFacts> {
  const ready = await services();
  const { sale, cancelReason } = await readPublicSale(slug);
  // Whoever has just heard no looks at the counters that said it.
  if (told.refused !== null) ready.glance.forget(sale.id);
  const [counts, own, choices] = await Promise.all([
    ready.glance.counts(sale.id),
    readOwn(ready, sale, told, reader),
    readChoices(),
  ]);
  const nowMs = ready.clock.nowMs();
  const { price, regularPrice, lowestPrice30d, imageUrl, imageAlt } = sale;
  return {
    sale: { price, regularPrice, lowestPrice30d, imageUrl, imageAlt },
    facts: saleFacts(sale, { cancelReason, promoted: [] }, nowMs, locale),
    state: stateBody(sale, counts, nowMs),
    nowMs,
    ownZone: choices.timeZone,
    signedIn: reader !== null,
    told,
    freshKey: randomBytes(16).toString("base64url"),
    random: Math.random(),
    ...own,
  };
}

type Own = Pick<BuyPageFacts, "attempt" | "loading" | "ticket">;

/** What is the reader's alone: the attempt in this sale and the right to make one. */
async function readOwn(ready: Services, sale: SaleSnapshot, told: BuyAddress, reader: Pass | null): Promise<Own> {
  if (reader === null) return { attempt: null, loading: false, ticket: null };
  const wish = { slug: sale.slug, accountId: reader.accountId, level: reader.level };
  const [attempt, ticket] = await Promise.all([readAttempt(ready, sale, told, reader), ready.giveTicket(wish)]);
  return { attempt: attempt === "busy" ? null : attempt, loading: attempt === "busy", ticket };
}

async function readAttempt(
  ready: Services,
  sale: SaleSnapshot,
  told: BuyAddress,
  { accountId }: Pass,
): Promise<AttemptAnswer | null | "busy"> {
  const current = await ready.findAccountAttempt(sale.id, accountId);
  if (current !== null && current !== "busy") {
    return attemptBody(current.attempt, sale.slug, current.outlook);
  }
  // Redis may have lost what it accepted: the receipt drives it again.
  if (told.attemptId === null) return current;
  const found = await ready.findAttempt(told.attemptId, accountId, told.receipt);
  switch (found.word) {
    case "found":
      return found.saleSlug === sale.slug ? attemptBody(found.attempt, found.saleSlug, found.outlook) : current;
    case "not_found":
      return current;
    case "busy":
      return "busy";
  }
}
