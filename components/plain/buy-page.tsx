"use client";

import { type AttemptAnswer, buyPath, localPath, orderIdOfAttempt, plainOrderPath } from "@/lib/domain";
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

/** The sale for a browser without scripts: how it stands for the reader now, and the form to buy. */
export function BuyPage(page: BuyPageFacts) {
  const { facts, sale, attempt, nowMs } = page;
  const say = useWords("sale", "time", "attempt", "problem", "price", "plain");
  const plan = planBuyPage(page, say);
  const image = sale.imageUrl === null ? null : { url: sale.imageUrl, alt: sale.imageAlt };
  return (
    <>
      <PageRefresh seconds={plan.refreshSeconds} path={plan.freshPath} />
      <Main className={styles.page ?? ""}>
        <nav aria-label={say.attempt.breadcrumb} className={styles.crumbs}>
          <a href={localPath(say.locale, "/")}>{say.attempt.sales}</a>
          <span aria-hidden="true">/</span>
          <a href={localPath(say.locale, `/sales/${facts.slug}`)}>{facts.title}</a>
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
              clock={<StillClock view={plan.view} nowMs={nowMs} zones={{ store: facts.timeZone, own: page.ownZone }} />}
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
            <a href={localPath(say.locale, `/sales/${facts.slug}`)}>{say.plain.aboutSale}</a>
          </div>
        </Columns>
      </Main>
    </>
  );
}

/** The reader's own result first, then how the sale stands. */
function Note({ plan: { note, words: sale, control, view } }: { readonly plan: BuyPlan }) {
  const say = useWords("sale", "plain");
  return (
    <div role="status" aria-label={say.sale.status} className={styles.note} data-tone={note?.tone ?? "plain"}>
      {note !== null && <p className={styles.own}>{note.text}</p>}
      {note === null && control.explain !== "" && <p>{control.explain}</p>}
      <p>{view.phase === "scheduled" ? say.plain.tooEarly : sale.sentence}</p>
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
  const say = useWords("attempt", "plain");
  const { facts } = page;
  const zone = page.ownZone ?? facts.timeZone;
  const { place } = attempt;
  return (
    <div className={styles.attempt}>
      {attempt.state === "queued" && place !== undefined && (
        <>
          <p className={styles.place}>
            <span className={styles.number}>{say.attempt.place({ place })}</span> {etaWords(attempt.etaBand, say)}
          </p>
          {lineSentences(attempt, zone, say).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      )}
      <GiveUp page={page} attempt={attempt} freshPath={freshPath} />
      {attempt.state === "reserved" && (
        <a href={plainOrderPath(orderIdOfAttempt(attempt.attemptId), {}, say.locale)}>{say.attempt.viewOrder}</a>
      )}
      <p className={styles.quiet}>
        {say.plain.received({ time: formatMilliseconds(Date.parse(attempt.receivedAt), zone) })}
      </p>
    </div>
  );
}

/** Leaving the line or giving the unit back: asked for by a link, then said what it means, then done. */
function GiveUp({ page: { facts, told }, attempt, freshPath }: OwnAttemptProps) {
  const say = useWords("attempt", "order", "plain");
  const isWaiting = attempt.state === "queued" && attempt.place !== undefined;
  if (!isWaiting && attempt.state !== "reserved") return null;
  const act = isWaiting
    ? { ask: say.attempt.leave, consequence: say.attempt.leaveMeans, yes: say.plain.leaveYes }
    : { ask: say.attempt.giveBack, consequence: say.plain.giveBackMeans, yes: say.order.giveBackYes };
  if (!told.asked) {
    const asking = buyPath(facts.slug, { ...told, refused: null, untilMs: null, asked: true }, say.locale);
    return (
      <ButtonLink kind="quiet" href={asking}>
        {act.ask}
      </ButtonLink>
    );
  }
  return (
    <PlainForm
      action={`${buyPath(facts.slug, {}, say.locale)}/leave`}
      hidden={{ attempt: attempt.attemptId }}
      className={styles.answer}
    >
      <p>{act.consequence}</p>
      <div className={styles.actions}>
        <Button type="submit">{act.yes}</Button>
        <ButtonLink kind="quiet" href={freshPath}>
          {say.attempt.keep}
        </ButtonLink>
      </div>
    </PlainForm>
  );
}
