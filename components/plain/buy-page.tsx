"use client";

import { type AttemptAnswer, buyPath, orderIdOfAttempt, plainOrderPath } from "@/lib/domain";
import { PriceLine } from "../listing/price-line";
import { etaWords } from "../sale/describe-attempt";
import { formatMilliseconds } from "../sale/format-wall-time";
import { lineSentences } from "../sale/line-sentences";
import { PanelCard } from "../sale/panel-card";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Columns, Main } from "../ui/page-frame";
import { ProductPicture } from "../ui/product-picture";
import { useWords } from "../words/provide-words";
import { BuyForm } from "./buy-form";
import type { BuyPageFacts } from "./buy-page-facts";
import { PageRefresh } from "./page-refresh";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";
import { type BuyPlan, planBuyPage } from "./plan-buy-page";
import { RefreshChoice } from "./refresh-choice";
import { StillClock } from "./still-clock";

const words = {
  crumbs: "Breadcrumb",
  sales: "Sales",
  status: "Sale status",
  scheduled: "The shop’s clock decides. A press too early costs nothing.",
  place: (place: number) => `#${place}`,
  received: (time: string) => `The shop received your click at ${time}.`,
  leave: {
    ask: "Leave the line",
    consequence: "Your place cannot be restored.",
    yes: "Yes, leave the line",
  },
  giveBack: {
    ask: "Give it back",
    consequence: "It goes to the next shopper at once. You are not charged.",
    yes: "Yes, give it back",
  },
  keep: "Keep it",
  order: "View order",
  more: "All about this sale",
};

/** The sale for a browser without scripts: how it stands for the reader now, and the form to buy. */
export function BuyPage(page: BuyPageFacts) {
  const { facts, sale, attempt, nowMs } = page;
  const say = useWords("sale", "time", "attempt", "problem", "price");
  const plan = planBuyPage(page, say);
  const image = sale.imageUrl === null ? null : { url: sale.imageUrl, alt: sale.imageAlt };
  return (
    <>
      <PageRefresh seconds={plan.refreshSeconds} path={plan.freshPath} />
      <Main className={styles.page ?? ""}>
        <nav aria-label={words.crumbs} className={styles.crumbs}>
          <a href="/">{words.sales}</a>
          <span aria-hidden="true">/</span>
          <a href={`/sales/${facts.slug}`}>{facts.title}</a>
        </nav>
        <h1>{facts.title}</h1>
        <Columns>
          <div className={styles.lead}>
            <PriceLine
              say={say}
              price={sale.price}
              regularPrice={sale.regularPrice}
              lowestPrice30d={sale.lowestPrice30d}
              large
            />
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
                  {attempt !== null && <OwnAttempt page={page} attempt={attempt} freshPath={plan.freshPath} />}
                </>
              }
            />
            <RefreshChoice
              slug={facts.slug}
              told={page.told}
              seconds={plan.refreshSeconds}
              freshPath={plan.freshPath}
            />
          </div>
          <div className={styles.aside}>
            <ProductPicture image={image} name={facts.title} sizes="(min-width: 900px) 380px, 180px" decorative />
            <a href={`/sales/${facts.slug}`}>{words.more}</a>
          </div>
        </Columns>
      </Main>
    </>
  );
}

/** The reader's own result first, then how the sale stands. */
function Note({ plan: { note, words: sale, control, view } }: { readonly plan: BuyPlan }) {
  return (
    <div role="status" aria-label={words.status} className={styles.note} data-tone={note?.tone ?? "plain"}>
      {note !== null && <p className={styles.own}>{note.text}</p>}
      {note === null && control.explain !== "" && <p>{control.explain}</p>}
      <p>{view.phase === "scheduled" ? words.scheduled : sale.sentence}</p>
    </div>
  );
}

interface OwnAttemptProps {
  readonly page: BuyPageFacts;
  readonly attempt: AttemptAnswer;
  readonly freshPath: string;
}

/** Where the reader's attempt stands, and what can be done about it. */
function OwnAttempt({ page, attempt, freshPath }: OwnAttemptProps) {
  const say = useWords("attempt");
  const { facts } = page;
  const { place } = attempt;
  return (
    <div className={styles.attempt}>
      {attempt.state === "queued" && place !== undefined && (
        <>
          <p className={styles.place}>
            <span className={styles.number}>{words.place(place)}</span> {etaWords(attempt.etaBand, say)}
          </p>
          {lineSentences(attempt, facts.timeZone, say).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      )}
      <GiveUp page={page} attempt={attempt} freshPath={freshPath} />
      {attempt.state === "reserved" && <a href={plainOrderPath(orderIdOfAttempt(attempt.attemptId))}>{words.order}</a>}
      <p className={styles.quiet}>
        {words.received(formatMilliseconds(Date.parse(attempt.receivedAt), facts.timeZone))}
      </p>
    </div>
  );
}

/** Leaving the line or giving the unit back: asked for by a link, then said what it means, then done. */
function GiveUp({ page: { facts, told }, attempt, freshPath }: OwnAttemptProps) {
  const isWaiting = attempt.state === "queued" && attempt.place !== undefined;
  if (!isWaiting && attempt.state !== "reserved") return null;
  const act = isWaiting ? words.leave : words.giveBack;
  if (!told.asked) {
    const asking = buyPath(facts.slug, { ...told, refused: null, untilMs: null, asked: true });
    return (
      <ButtonLink kind="quiet" href={asking}>
        {act.ask}
      </ButtonLink>
    );
  }
  return (
    <PlainForm
      action={`${buyPath(facts.slug)}/leave`}
      hidden={{ attempt: attempt.attemptId }}
      className={styles.answer}
    >
      <p>{act.consequence}</p>
      <div className={styles.actions}>
        <Button type="submit">{act.yes}</Button>
        <ButtonLink kind="quiet" href={freshPath}>
          {words.keep}
        </ButtonLink>
      </div>
    </PlainForm>
  );
}
