"use client";

import { signInPath } from "@/components/account/safe-next";
import { useTimeZone } from "@/components/shell/use-time-zone";
import { ButtonLink } from "@/components/ui/button-link";
import { Main } from "@/components/ui/page-frame";
import { Skeleton } from "@/components/ui/skeleton";
import { buyPath } from "@/lib/domain";
import { AttemptStory } from "./attempt-story";
import styles from "./line-page.module.css";
import type { SaleFacts } from "./sale-facts";
import { silentForSeconds } from "./silent-for";
import { useLineDialog } from "./use-line-dialog";
import { usePurchase } from "./use-purchase";
import { useSaleState } from "./use-sale-state";
import { useServerClock } from "./use-server-clock";

const plainWay = "See your place without JavaScript";

/** The line on a page of its own: for a link, a reload, a second device. */
export function LinePage({ facts }: { readonly facts: SaleFacts }) {
  return (
    <Main className={styles.page ?? ""}>
      <nav aria-label="Breadcrumb" className={styles.crumbs}>
        <a href="/">Sales</a>
        <span aria-hidden="true">/</span>
        <a href={`/sales/${facts.slug}`}>{facts.title}</a>
      </nav>
      <h1 className={styles.title}>{`Your place: ${facts.title}`}</h1>
      <noscript>
        <a href={buyPath(facts.slug)}>{plainWay}</a>
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
  const { attempt } = purchase.attempt;
  const { firstPlace } = useLineDialog(purchase.wish, attempt);

  if (attempt !== null) {
    return (
      <AttemptStory
        attempt={attempt}
        title={facts.title}
        timeZone={ownZone ?? facts.timeZone}
        firstPlace={firstPlace}
        left={view.left}
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
        <p>Sign in to see your place. It belongs to your account, not to this browser.</p>
        <ButtonLink kind="solid" href={signInPath(`/sales/${facts.slug}/line`)}>
          Sign in
        </ButtonLink>
      </div>
    );
  }
  if (nowMs === null || purchase.session.word !== "signed_in" || !purchase.attempt.answered) {
    return (
      <div className={styles.empty} aria-busy="true">
        <p>Restoring your place…</p>
        <Skeleton width="16ch" height="4rem" />
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <p>{`You are not in line for ${facts.title}, and nothing of it is held for you.`}</p>
      <ButtonLink kind="solid" href={`/sales/${facts.slug}`}>
        Go to the sale
      </ButtonLink>
    </div>
  );
}
