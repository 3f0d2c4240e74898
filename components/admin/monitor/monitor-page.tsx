"use client";

import type { AdminSaleAnswer, MonitorAnswer } from "@/lib/domain";
import { titleCountdown } from "../../sale/format-countdown";
import { formatExactTime, zoneCity } from "../../sale/format-wall-time";
import { Notice } from "../../ui/notice";
import { StatusLine } from "../../ui/status-line";
import { useSettings } from "../frame/use-settings";
import { PhaseChip } from "../sales/phase-chip";
import { isRunning } from "../sales/sale-phase-looks";
import type { RestockItem } from "../sales/steering/restock-sheet";
import type { SteeredSale } from "../sales/steering/steered-sale";
import { useSteering } from "../sales/steering/use-steering";
import { AdminPage } from "../ui/admin-page";
import { ListBody } from "../ui/list-body";
import { useUrlState } from "../ui/use-url-state";
import { Activity } from "./activity";
import { Alarms } from "./alarms";
import { Controls } from "./controls";
import { describePhase } from "./describe-phase";
import { FollowUps } from "./follow-ups";
import { LetIn } from "./let-in";
import { FirstNumbers, ItemNumbers, MoreNumbers, Refusals } from "./live-numbers";
import styles from "./monitor-page.module.css";
import { PreflightList, spellCheck } from "./preflight-list";
import { ScreenSwitches } from "./screen-switches";
import { StockChart } from "./stock-chart";
import { SumCheck } from "./sum-check";
import { totalUnits } from "./total-units";
import { type Feed, useMonitor, useMonitoredSale } from "./use-monitor";
import { usePreflight } from "./use-preflight";

const words = {
  back: "Sales",
  status: "Sale status",
  clock: "Time left",
  opensIn: (time: string) => `opens in ${time}`,
  left: (time: string) => `${time} left`,
  age: (time: string) => `as of ${time}`,
  frozen: (time: string) => `frozen at ${time}`,
  zone: (city: string) => `Times in ${city}.`,
  edit: "Edit",
  page: "See its page",
  draft: "A draft has nothing to watch",
  draftMeaning: "Publish it from its editor; this page then shows whether everything is ready, and the sale itself.",
};

const viewDefaults = { presenter: "" };
const nearMs = 30 * 60_000;

/** How a sale stands, by the second, and the acts that steer it. */
export function MonitorPage({ slug }: { readonly slug: string }) {
  const feed = useMonitor(slug);
  const monitor = feed.polled.answer;
  const sale = useMonitoredSale(slug, monitor?.version ?? null);
  const view = useUrlState(viewDefaults);
  const presenter = view.state.presenter === "1";
  return (
    <AdminPage
      title={sale.answer?.title ?? slug}
      back={{ href: "/admin", title: words.back }}
      beside={monitor !== null && <PhaseChip phase={monitor.phase} paused={monitor.pausedAt !== null} />}
    >
      {monitor === null || sale.answer === null ? (
        <ListBody
          loading={feed.polled.problem === null && sale.problem === null}
          problem={feed.polled.problem ?? sale.problem}
          unreachable={feed.polled.unreachable}
          answeredAtMs={feed.polled.answeredAtMs}
          empty={null}
        >
          {null}
        </ListBody>
      ) : (
        <Monitor
          monitor={monitor}
          sale={sale.answer}
          feed={feed}
          presenter={presenter}
          onPresenter={(on) => view.go({ presenter: on ? "1" : "" }, "replace")}
          onSteered={() => {
            void feed.polled.mutate();
            void sale.mutate();
          }}
        />
      )}
    </AdminPage>
  );
}

interface MonitorProps {
  readonly monitor: MonitorAnswer;
  readonly sale: AdminSaleAnswer;
  readonly feed: Feed;
  readonly presenter: boolean;
  readonly onPresenter: (presenter: boolean) => void;
  readonly onSteered: () => void;
}

function Monitor({ monitor, sale, feed, presenter, onPresenter, onSteered }: MonitorProps) {
  const { answer: settings } = useSettings();
  const timeZone = settings?.timeZone ?? "UTC";
  const { phase } = monitor;
  const steering = useSteering(onSteered);
  const units = totalUnits(monitor.items);
  const isNear = phase === "scheduled" && Date.parse(monitor.startsAt) - feed.nowMs <= nearMs;
  const preflight = usePreflight(monitor.slug, phase === "scheduled", isNear);
  const red = (preflight.checks ?? []).filter(({ check }) => check.level === "block");
  const time = formatExactTime(Date.parse(monitor.asOf), timeZone);
  const age = feed.lost ? words.frozen(time) : words.age(time);
  return (
    <>
      <div className={styles.top}>
        <StatusLine label={words.status} tone={phase === "live" ? "live" : phase === "paused" ? "wait" : "plain"}>
          {describePhase(monitor, sale, timeZone)}
        </StatusLine>
        <TimeLeft monitor={monitor} nowMs={feed.nowMs} />
        <p className={styles.links}>
          <a href={`/admin/sales/${monitor.slug}`}>{words.edit}</a>
          {phase !== "draft" && <a href={`/sales/${monitor.slug}`}>{words.page}</a>}
        </p>
      </div>
      <Alarms
        monitor={monitor}
        units={units}
        lost={feed.lost}
        notReady={isNear ? red.map(({ check }) => spellCheck(check.name)) : []}
        timeZone={timeZone}
      />
      {phase === "draft" && (
        <Notice title={words.draft} actions={<a href={`/admin/sales/${monitor.slug}`}>{words.edit}</a>}>
          <p>{words.draftMeaning}</p>
        </Notice>
      )}
      <div className={styles.board} data-running={isRunning(phase) ? "" : undefined}>
        <FirstNumbers units={units} age={age} />
        <Controls sale={steeredSaleOf(monitor, sale, units)} items={restockItems(monitor, sale)} steering={steering} />
        <MoreNumbers monitor={monitor} units={units} age={age} hidesMoney={presenter} />
      </div>
      <SumCheck units={units} sumOk={monitor.sumOk} />
      {phase === "scheduled" && <PreflightList preflight={preflight} timeZone={timeZone} />}
      {phase !== "draft" && phase !== "scheduled" && <StockChart samples={feed.samples} timeZone={timeZone} />}
      <div className={styles.parts}>
        <Refusals monitor={monitor} hidesMoney={presenter} />
        <ItemNumbers items={monitor.items} />
        <FollowUps slug={monitor.slug} version={monitor.version} timeZone={timeZone} />
        {!presenter && <Activity slug={monitor.slug} version={monitor.version} timeZone={timeZone} />}
      </div>
      <div className={styles.foot}>
        <p className={styles.quiet}>{words.zone(zoneCity(timeZone))}</p>
        {isRunning(phase) && <LetIn />}
        <ScreenSwitches presenter={presenter} onPresenter={onPresenter} />
      </div>
    </>
  );
}

/** Ticks for the eye; nothing of it is read out by itself. */
function TimeLeft({ monitor, nowMs }: { readonly monitor: MonitorAnswer; readonly nowMs: number }) {
  const { phase } = monitor;
  const target = phase === "scheduled" ? monitor.startsAt : isRunning(phase) ? monitor.endsAt : null;
  if (target === null) return null;
  const text = titleCountdown(Math.max(0, Date.parse(target) - nowMs));
  if (text === null) return null;
  return (
    <p role="timer" aria-label={words.clock} className={styles.clock}>
      {phase === "scheduled" ? words.opensIn(text) : words.left(text)}
    </p>
  );
}

function steeredSaleOf(
  monitor: MonitorAnswer,
  { title, price, timeZone }: AdminSaleAnswer,
  { sold, held }: { readonly sold: number; readonly held: number },
): SteeredSale {
  const { slug, phase, startsAt, endsAt, pausedAt } = monitor;
  return { slug, title, price, timeZone, phase, startsAt, endsAt, paused: pausedAt !== null, sold, held };
}

/** The gate's numbers with the items' names. */
function restockItems({ items }: MonitorAnswer, sale: AdminSaleAnswer): readonly RestockItem[] {
  return items.map(({ sku, stock, held, sold }) => {
    const name = sale.items.find((item) => item.sku === sku)?.name ?? sku;
    return { sku, name, stock, held, sold };
  });
}
