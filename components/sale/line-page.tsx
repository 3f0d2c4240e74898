"use client";

import { signInPath } from "@/components/account/safe-next";
import { useTimeZone } from "@/components/shell/use-time-zone";
import { ButtonLink } from "@/components/ui/button-link";
import { Main } from "@/components/ui/page-frame";
import { Skeleton } from "@/components/ui/skeleton";
import { buyPath, localPath } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import { AttemptStory } from "./attempt-story";
import styles from "./line-page.module.css";
import type { SaleFacts } from "./sale-facts";
import { silentForSeconds } from "./silent-for";
import { type Purchase, usePurchase } from "./use-purchase";
import { useSaleState } from "./use-sale-state";
import { useServerClock } from "./use-server-clock";

/** The line on a page of its own: for a link, a reload, a second device. */
export function LinePage({ facts }: { readonly facts: SaleFacts }) {
  const say = useWords("attempt");
  return (
    <Main className={styles.page ?? ""}>
      <nav aria-label={say.attempt.breadcrumb} className={styles.crumbs}>
        <a href={localPath(say.locale, "/")}>{say.attempt.sales}</a>
        <span aria-hidden="true">/</span>
        <a href={localPath(say.locale, `/sales/${facts.slug}`)}>{facts.title}</a>
      </nav>
      <h1 className={styles.title}>{say.attempt.title({ title: facts.title })}</h1>
      <noscript>
        <a href={buyPath(facts.slug)}>{say.attempt.plainWay}</a>
      </noscript>
      <Place facts={facts} />
    </Main>
  );
}

function Place({ facts }: { readonly facts: SaleFacts }) {
  const clock = useServerClock(facts.startsAtMs);
  const { view, nowMs } = useSaleState(facts, clock);
  const ownZone = useTimeZone();
  const purchase = usePurchase({
    slug: facts.slug,
    clock,
    startsAtMs: view.startsAtMs,
    hasBegun: nowMs === null ? null : true,
  });
  return (
    <>
      {purchase.follower}
      <PlaceWords facts={facts} purchase={purchase} nowMs={nowMs} timeZone={ownZone ?? facts.timeZone} />
    </>
  );
}

interface PlaceWordsProps {
  readonly facts: SaleFacts;
  readonly purchase: Purchase;
  readonly nowMs: number | null;
  readonly timeZone: string;
}

function PlaceWords({ facts, purchase, nowMs, timeZone }: PlaceWordsProps) {
  const say = useWords("attempt");
  const { attempt } = purchase.attempt;
  if (attempt !== null) {
    return (
      <AttemptStory
        attempt={attempt}
        title={facts.title}
        timeZone={timeZone}
        firstPlace={purchase.dialog.firstPlace}
        silentForSeconds={silentForSeconds(purchase.attempt, nowMs)}
        next={facts.next}
        onLeave={purchase.attempt.leave}
        onHide={null}
      />
    );
  }
  if (purchase.session.word === "signed_out") {
    return (
      <div className={styles.empty}>
        <p>{say.attempt.signInToSee}</p>
        <ButtonLink kind="solid" href={signInPath(localPath(say.locale, `/sales/${facts.slug}/line`))}>
          {say.attempt.signIn}
        </ButtonLink>
      </div>
    );
  }
  if (nowMs === null || purchase.session.word !== "signed_in" || !purchase.attempt.answered) {
    return (
      <div className={styles.empty} aria-busy="true">
        <p>{say.attempt.restoring}</p>
        <Skeleton width="16ch" height="4rem" />
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <p>{say.attempt.notInLine({ title: facts.title })}</p>
      <ButtonLink kind="solid" href={localPath(say.locale, `/sales/${facts.slug}`)}>
        {say.attempt.toSale}
      </ButtonLink>
    </div>
  );
}
