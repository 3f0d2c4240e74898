import type { ReactNode, Ref } from "react";
import { Chip } from "@/components/ui/chip";
import { ClippedCard } from "@/components/ui/clipped-card";
import type { SaleWords } from "./describe-sale";
import type { SaleView } from "./merge-sale-state";
import styles from "./sale-panel.module.css";

interface PanelCardProps {
  readonly panelRef?: Ref<HTMLDivElement>;
  readonly view: SaleView;
  readonly words: SaleWords;
  /** The shopper's attempt in one word. */
  readonly attempt: string;
  readonly freshness: ReactNode;
  readonly clock: ReactNode;
  /** The sale has just opened before the shopper's eyes. */
  readonly hasOpened: boolean;
  /** The choice of items, the control and the note below it. */
  readonly stub: ReactNode;
  readonly seconds: {
    readonly shown: boolean;
    readonly checked: boolean;
    readonly onChange: (checked: boolean) => void;
  };
  /** What is spoken, and the dialog. */
  readonly children?: ReactNode;
}

/** How the panel looks: drawn from what it is given alone, for the shop's page and for the editor's preview. */
export function PanelCard(props: PanelCardProps) {
  const { panelRef, view, words, attempt, freshness, clock, hasOpened, stub, seconds, children } = props;
  return (
    <ClippedCard
      ref={panelRef}
      as="section"
      strong
      aria-label="Sale"
      className={styles.panel ?? ""}
      data-phase={view.phase}
      data-stock={view.stock ?? undefined}
      data-attempt={attempt}
      data-shape={words.shape}
    >
      <div className={styles.bar} aria-hidden="true" />
      <div className={styles.board}>
        <div className={styles.top}>
          <Chip tone={words.tone} shape={words.shape}>
            {words.state}
          </Chip>
          {freshness}
        </div>
        {clock}
        {hasOpened && <div className={styles.wipe} aria-hidden="true" />}
      </div>
      <div className={styles.stub}>
        <span className={styles.notch} aria-hidden="true" />
        <span className={styles.notch} aria-hidden="true" />
        {stub}
        <label className={styles.seconds} data-shown={seconds.shown || undefined}>
          <input
            type="checkbox"
            checked={seconds.checked}
            onChange={(event) => seconds.onChange(event.target.checked)}
          />
          Show seconds
        </label>
      </div>
      {children}
    </ClippedCard>
  );
}
