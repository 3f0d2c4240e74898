import type { MonitorAnswer } from "@/lib/domain";
import { formatExactTime } from "../../sale/format-wall-time";
import { Notice } from "../../ui/notice";
import { isRunning } from "../sales/sale-phase-looks";
import styles from "./monitor-page.module.css";
import { addsUp, type Units } from "./total-units";

const words = {
  lost: (time: string) => `Feed lost ${time}, numbers frozen`,
  lostMeaning: "The shop does not answer this page. The sale itself may go on. Trying again…",
  unloaded: "The gate is not loaded: nobody can buy",
  unloadedMeaning: "The numbers are those of the books. The worker loads the gate again by itself, within seconds.",
  sum: "The sum does not add up",
  notReady: (names: string) => `Not ready: ${names}`,
  notReadyMeaning: "The sale opens in less than half an hour. See the pre-flight below.",
  sumMeaning: "A unit is missing or counted twice. Pause the sale and run npm run audit on the server.",
};

interface AlarmsProps {
  readonly monitor: MonitorAnswer;
  readonly units: Units;
  readonly lost: boolean;
  /** What is not ready although the start is near. */
  readonly notReady: readonly string[];
  readonly timeZone: string;
}

/** What must not be overlooked. The region stands in the page from the start, so that it can speak. */
export function Alarms({ monitor, units, lost, notReady, timeZone }: AlarmsProps) {
  return (
    <div role="alert" className={styles.alarms}>
      {lost && (
        <Notice tone="stop" title={words.lost(formatExactTime(Date.parse(monitor.asOf), timeZone))}>
          <p>{words.lostMeaning}</p>
        </Notice>
      )}
      {isRunning(monitor.phase) && !monitor.loaded && (
        <Notice tone="stop" title={words.unloaded}>
          <p>{words.unloadedMeaning}</p>
        </Notice>
      )}
      {notReady.length > 0 && (
        <Notice tone="stop" title={words.notReady(notReady.join(", "))}>
          <p>{words.notReadyMeaning}</p>
        </Notice>
      )}
      {!(monitor.sumOk && addsUp(units)) && (
        <Notice tone="stop" title={words.sum}>
          <p>{words.sumMeaning}</p>
        </Notice>
      )}
    </div>
  );
}
