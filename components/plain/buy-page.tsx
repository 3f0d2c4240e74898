"use client";

import { orderIdOfAttempt, plainOrderPath } from "@/lib/domain";
import { PriceLine } from "../listing/price-line";
import { etaWords } from "../sale/describe-attempt";
import { formatMilliseconds } from "../sale/format-wall-time";
import { PanelCard } from "../sale/panel-card";
import { Columns, Main } from "../ui/page-frame";
import { ProductPicture } from "../ui/product-picture";
import { BuyForm } from "./buy-form";
import type { BuyPageFacts } from "./buy-page-facts";
import { PageRefresh } from "./page-refresh";
import styles from "./plain.module.css";
import { type BuyPlan, planBuyPage } from "./plan-buy-page";
import { RefreshChoice } from "./refresh-choice";
import { SecondThought } from "./second-thought";
import { StillClock } from "./still-clock";

const words = {
  crumbs: "Breadcrumb",
  sales: "Sales",
  status: "Sale status",
  place: (place: number) => `#${place}`,
  ahead: (left: number, ahead: number) => `${left} left, ${ahead} ahead of you: unlikely, not over.`,
  received: (time: string) => `The shop received your click at ${time}.`,
  leave: "Leave the line",
  leaveConsequence: "Your place cannot be restored.",
  leaveYes: "Yes, leave the line",
  giveBack: "Give it back",
  giveBackConsequence: "It goes to the next shopper at once. You are not charged.",
  giveBackYes: "Yes, give it back",
  order: "View order",
  more: "All about this sale",
};

/** The sale for a browser without scripts: how it stands for the reader now, and the form to buy. */
export function BuyPage(page: BuyPageFacts) {
  const { facts, sale, attempt, nowMs } = page;
  const plan = planBuyPage(page);
  const image = sale.imageUrl === null ? null : { url: sale.imageUrl, alt: sale.imageAlt };
  return (
    <Main className={styles.page ?? ""}>
      <PageRefresh seconds={plan.refreshSeconds} path={plan.freshPath} />
      <nav aria-label={words.crumbs} className={styles.crumbs}>
        <a href="/">{words.sales}</a>
        <span aria-hidden="true">/</span>
        <a href={`/sales/${facts.slug}`}>{facts.title}</a>
      </nav>
      <h1>{facts.title}</h1>
      <Columns>
        <div className={styles.lead}>
          <PriceLine price={sale.price} regularPrice={sale.regularPrice} lowestPrice30d={sale.lowestPrice30d} large />
          <PanelCard
            view={plan.view}
            words={plan.words}
            attempt={attempt?.state ?? "none"}
            age={null}
            clock={<StillClock view={plan.view} nowMs={nowMs} storeZone={facts.timeZone} />}
            stub={
              <>
                <Note plan={plan} />
                <BuyForm page={page} plan={plan} />
                <OwnAttempt page={page} />
              </>
            }
          />
          <RefreshChoice slug={facts.slug} told={page.told} seconds={plan.refreshSeconds} freshPath={plan.freshPath} />
        </div>
        <div className={styles.aside}>
          <ProductPicture image={image} name={facts.title} sizes="(min-width: 900px) 380px, 180px" decorative />
          <a href={`/sales/${facts.slug}`}>{words.more}</a>
        </div>
      </Columns>
    </Main>
  );
}

/** The reader's own result first, then how the sale stands. */
function Note({ plan: { note, words: sale, control } }: { readonly plan: BuyPlan }) {
  return (
    <div role="status" aria-label={words.status} className={styles.note} data-tone={note?.tone ?? "plain"}>
      {note !== null && <p className={styles.own}>{note.text}</p>}
      {note === null && control.explain !== "" && <p>{control.explain}</p>}
      <p>{sale.sentence}</p>
    </div>
  );
}

/** What the reader can do about an attempt that is under way. */
function OwnAttempt({ page: { attempt, facts, state } }: { readonly page: BuyPageFacts }) {
  if (attempt === null) return null;
  const leavePath = `/sales/${facts.slug}/buy/leave`;
  const hidden = { attempt: attempt.attemptId };
  const { place } = attempt;
  const ahead = attempt.ahead ?? 0;
  return (
    <div className={styles.attempt}>
      {attempt.state === "queued" && place !== undefined && (
        <>
          <p className={styles.place}>
            <span className={styles.number}>{words.place(place)}</span> {etaWords(attempt.etaBand)}
          </p>
          {state.left !== undefined && ahead > state.left && <p>{words.ahead(state.left, ahead)}</p>}
          <SecondThought
            ask={words.leave}
            consequence={words.leaveConsequence}
            yes={words.leaveYes}
            action={leavePath}
            hidden={hidden}
          />
        </>
      )}
      {attempt.state === "reserved" && (
        <>
          <SecondThought
            ask={words.giveBack}
            consequence={words.giveBackConsequence}
            yes={words.giveBackYes}
            action={leavePath}
            hidden={hidden}
          />
          <a href={plainOrderPath(orderIdOfAttempt(attempt.attemptId))}>{words.order}</a>
        </>
      )}
      <p className={styles.quiet}>
        {words.received(formatMilliseconds(Date.parse(attempt.receivedAt), facts.timeZone))}
      </p>
    </div>
  );
}
