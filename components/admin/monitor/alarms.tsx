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
  books: "Redis is away: the sale goes on from the order books",
  booksMeaning:
    "Buying is slower and the line stands still. The numbers are those of the books; refusals are not counted. The sale returns to its gate by itself.",
  returning: "Redis is back: nobody can buy for a moment",
  returningMeaning: "The gate is loaded with what was sold meanwhile, within seconds.",
  audit: (checks: number) =>
    checks === 1 ? "The audit finds a check broken" : `The audit finds ${checks} checks broken`,
  breach: (name: string, since: string, message: string) => `${name} since ${since}: ${message}`,
  auditMeaning: "Pause the sale and run npm run audit on the server. Do not mend numbers by hand.",
  unchecked: "The audit looks at the order books only",
  gap: (name: string, reason: string) => `${name} is not checked: ${reason}`,
  uncheckedMeaning: "Whether the gate agrees with the books is looked at again when it can be.",
  sum: "The sum does not add up",
  notReady: (names: string) => `Not ready: ${names}`,
  notReadyMeaning: "The sale opens in less than half an hour. See the pre-flight below.",
  sumMeaning: "A unit is missing or counted twice. Pause the sale and run npm run audit on the server.",
};

/** What is broken for a moment only may have been on its way. */
const lastingMs = 30_000;

function isLasting(since: string, at: string): boolean {
  return Date.parse(at) - Date.parse(since) >= lastingMs;
}

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
  const broken = (monitor.watch?.broken ?? []).filter(({ since }) => isLasting(since, monitor.watch?.at ?? since));
  const gaps = isRunning(monitor.phase) ? (monitor.watch?.notChecked ?? []) : [];
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
      {isRunning(monitor.phase) && monitor.loaded && monitor.soldFrom !== "gate" && (
        <Notice tone="wait" title={monitor.soldFrom === "books" ? words.books : words.returning}>
          <p>{monitor.soldFrom === "books" ? words.booksMeaning : words.returningMeaning}</p>
        </Notice>
      )}
      {notReady.length > 0 && (
        <Notice tone="stop" title={words.notReady(notReady.join(", "))}>
          <p>{words.notReadyMeaning}</p>
        </Notice>
      )}
      {broken.length > 0 && (
        <Notice tone="stop" title={words.audit(broken.length)}>
          <ul>
            {broken.map(({ name, message, since }) => (
              <li key={name}>{words.breach(name, formatExactTime(Date.parse(since), timeZone), message)}</li>
            ))}
          </ul>
          <p>{words.auditMeaning}</p>
        </Notice>
      )}
      {gaps.length > 0 && (
        <Notice tone="wait" title={words.unchecked}>
          <ul>
            {gaps.map(({ name, reason }) => (
              <li key={name}>{words.gap(name, reason)}</li>
            ))}
          </ul>
          <p>{words.uncheckedMeaning}</p>
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
