import { useWords } from "../words/provide-words";
import { staleWords } from "./describe-sale";
import styles from "./sale-panel.module.css";
import type { SalePanelState } from "./use-sale-panel";

interface SaleFreshnessProps {
  readonly state: Pick<SalePanelState, "online" | "unreachable" | "toldAtMs" | "nowMs" | "timeZone">;
  readonly isLive: boolean;
}

/** An answer older than this shows its age. */
const freshForMs = 5_000;

/** How old the page's knowledge is, when that matters; empty while it is fresh. */
export function SaleFreshness({ state, isLive }: SaleFreshnessProps) {
  const say = useWords("sale", "time");
  const { online, unreachable, toldAtMs, nowMs, timeZone } = state;
  const ageMs = toldAtMs === null || nowMs === null ? 0 : nowMs - toldAtMs;
  const isOld = isLive && ageMs > freshForMs;
  let text = "";
  if (!online) text = say.sale.offline;
  else if (isOld && unreachable) text = staleWords(toldAtMs, timeZone, say);
  else if (isOld) text = say.sale.statusAge({ seconds: Math.round(ageMs / 1000) });
  return (
    <span className={styles.freshness} data-shown={text !== "" || undefined}>
      {text}
    </span>
  );
}
