"use client";

import { useEffect, useRef, useState } from "react";
import { StatusLine } from "@/components/ui/status-line";
import { ProvideWords, useWords } from "../words/provide-words";
import { BuyButton } from "./buy-button";
import { sendingControl } from "./buy-control";
import { movedFromMs, spokenPhase } from "./describe-sale";
import { formatExactTime } from "./format-wall-time";
import { ItemChooser } from "./item-chooser";
import { useLineVoice } from "./line-voice";
import { PanelCard } from "./panel-card";
import { PanelNote } from "./panel-note";
import { SaleClock } from "./sale-clock";
import type { SaleFacts } from "./sale-facts";
import { SaleFreshness } from "./sale-freshness";
import styles from "./sale-panel.module.css";
import { silentForSeconds } from "./silent-for";
import { useAnnouncement } from "./use-announcement";
import { useEarlyClick } from "./use-early-click";
import { useRemembered } from "./use-remembered";
import { type SalePanelState, useSalePanel } from "./use-sale-panel";
import { useTabTitle } from "./use-tab-title";
import { isUnderWay, type Wish } from "./wish";

/** State, clock and the one control: the part of the page that is alive. */
export function SalePanel({ facts }: { readonly facts: SaleFacts }) {
  const say = useWords("sale", "time");
  const state = useSalePanel(facts);
  const { view, nowMs, words, purchase, dialog } = state;
  const panel = useRef<HTMLDivElement>(null);
  const early = useEarlyClick(panel);
  const control = early.pending ? sendingControl(say) : state.control;
  const [seconds, setSeconds] = useRemembered("zerohour:show-seconds", "yes");
  const choice = useItemChoice(facts);
  const [explained, setExplained] = useState<{ control: string; text: string } | null>(null);
  // An explanation belongs to the state it explains.
  const explanation = explained !== null && explained.control === control.name ? explained.text : null;
  const explain = (text: string): void => setExplained({ control: control.name, text });

  const isLive = view.phase === "live" && view.stock !== "gone";
  useTabTitle(facts.title, state.untilStartMs, isLive, say.sale.tabOpen);
  const ownNews = useLineVoice(purchase.attempt.attempt, spokenPurchase(state));
  const announced = useAnnouncement({
    untilStartMs: state.untilStartMs,
    phaseKey: `${view.phase} ${words.state}`,
    phaseText: spokenPhase(view, words, say),
    purchaseText: explanation ?? ownNews,
    settled: nowMs !== null,
  });
  const hasOpened = useWatchedOpening(state);

  function buy(joinLine: boolean): void {
    if (choice.itemChosen === false) {
      choice.miss();
      explain(say.sale.chooseExplain);
      return;
    }
    purchase.press({ itemId: choice.itemId, joinLine });
  }

  // A click from before the page was alive counts if the control, by now known to be right, still buys.
  useEffect(() => {
    if (!early.pending || nowMs === null) return;
    early.done();
    if (state.control.act.kind === "buy") buy(state.control.act.joinLine);
  });

  return (
    <PanelCard
      panelRef={panel}
      view={view}
      words={words}
      attempt={attemptWord(purchase.wish, purchase.attempt.attempt?.state)}
      age={<SaleFreshness state={state} isLive={isLive} />}
      clock={
        <>
          <SaleClock
            view={view}
            words={words}
            nowMs={nowMs}
            clockErrorMs={state.clock.errorMs}
            storeZone={facts.timeZone}
            ownZone={state.ownZone}
            showSeconds={seconds === "yes"}
            movedFromMs={movedFromMs(view, facts)}
            wasMoved={facts.wasToStartAtMs !== null || facts.wasToEndAtMs !== null}
          />
          {hasOpened && <div className={styles.wipe} aria-hidden="true" />}
        </>
      }
      stub={
        <>
          {choice.itemChosen !== null && (
            <ItemChooser
              items={facts.items}
              chosenId={choice.itemId}
              missing={choice.missing}
              onChoose={(itemId) => {
                choice.choose(itemId);
                setExplained(null);
              }}
            />
          )}
          <BuyButton control={control} onBuy={buy} onShowLine={dialog.show} onExplain={explain} />
          <PanelNote facts={facts} state={state} explanation={explanation} itemChosen={choice.itemChosen} />
          <label className={styles.seconds} data-shown={state.untilStartMs !== null || isLive || undefined}>
            <input
              type="checkbox"
              checked={seconds === "yes"}
              onChange={(event) => setSeconds(event.target.checked ? "yes" : "no")}
            />
            {say.sale.showSeconds}
          </label>
        </>
      }
    >
      <StatusLine label={say.sale.status} className={styles.spoken ?? ""}>
        {announced}
      </StatusLine>
      <PanelDialog facts={facts} state={state} />
      {purchase.follower}
    </PanelCard>
  );
}

function PanelDialog({ facts, state }: { readonly facts: SaleFacts; readonly state: SalePanelState }) {
  const { dialog, purchase } = state;
  const { attempt } = purchase.attempt;
  if (purchase.part === null || attempt === null) return null;
  const { AttemptDialog, say } = purchase.part;
  return (
    <ProvideWords now={say}>
      <AttemptDialog
        open={dialog.open}
        attempt={attempt}
        title={facts.title}
        timeZone={state.timeZone}
        firstPlace={dialog.firstPlace}
        silentForSeconds={silentForSeconds(purchase.attempt, state.nowMs)}
        next={facts.next}
        onLeave={purchase.attempt.leave}
        onHide={dialog.hide}
      />
    </ProvideWords>
  );
}

/** What those who listen hear of their own click. */
function spokenPurchase({ purchase, note, timeZone }: SalePanelState): string {
  const { attempt } = purchase.attempt;
  const { part, wish } = purchase;
  if (part === null || attempt === null || isUnderWay(wish) || wish.word === "refused") return note?.text ?? "";
  const payBy = attempt.payBy === undefined ? "" : formatExactTime(Date.parse(attempt.payBy), timeZone);
  return part.spokenAttempt(attempt, payBy, part.say);
}

/** The attempt in one word, for tests and styles: sent, unknown, or the server's own word. */
function attemptWord(wish: Wish, state: string | undefined): string {
  if (wish.word === "checking" || wish.word === "unanswered") return "unknown";
  return isUnderWay(wish) ? "sending" : (state ?? "none");
}

interface ItemChoice {
  /** Null for a sale of a single item, and while none is chosen. */
  readonly itemId: number | null;
  /** Null where there is nothing to choose. */
  readonly itemChosen: boolean | null;
  /** The shopper pressed Buy without a choice. */
  readonly missing: boolean;
  readonly choose: (itemId: number) => void;
  readonly miss: () => void;
}

function useItemChoice(facts: SaleFacts): ItemChoice {
  const [remembered, remember] = useRemembered(`zerohour:item:${facts.slug}`, "");
  const [missed, setMissed] = useState(false);
  const hasChoice = facts.items.length > 1;
  const chosen = hasChoice ? facts.items.find((item) => String(item.id) === remembered) : undefined;
  return {
    itemId: chosen?.id ?? null,
    itemChosen: hasChoice ? chosen !== undefined : null,
    missing: missed && chosen === undefined,
    choose: (itemId) => remember(String(itemId)),
    miss: () => setMissed(true),
  };
}

/** True once the sale has opened before the shopper's eyes. */
function useWatchedOpening({ nowMs, untilStartMs, view }: SalePanelState): boolean {
  const [sawAhead, setSawAhead] = useState(false);
  if (nowMs !== null && untilStartMs !== null && !sawAhead) setSawAhead(true);
  return sawAhead && view.phase === "live";
}
