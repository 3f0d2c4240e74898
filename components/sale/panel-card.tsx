import type { ReactNode, Ref } from "react";
import { Chip } from "@/components/ui/chip";
import { ClippedCard } from "@/components/ui/clipped-card";
import { useWords } from "../words/provide-words";
import type { SaleWords } from "./describe-sale";
import type { SaleView } from "./merge-sale-state";
import styles from "./sale-panel.module.css";

interface PanelCardProps {
  readonly panelRef?: Ref<HTMLDivElement>;
  readonly view: SaleView;
  readonly words: SaleWords;
  /** The shopper's attempt in one word. */
  readonly attempt: string;
  /** How old the page's knowledge is. */
  readonly age: ReactNode;
  readonly clock: ReactNode;
  /** The choice of items, the control, and what stands below it. */
  readonly stub: ReactNode;
  /** What is spoken, and the dialog. */
  readonly children?: ReactNode;
}

/** How the panel looks: drawn from what it is given alone, for the shop's page and for the editor's preview. */
export function PanelCard({ panelRef, view, words, attempt, age, clock, stub, children }: PanelCardProps) {
  const say = useWords("sale");
  return (
    <ClippedCard
      ref={panelRef}
      as="section"
      strong
      aria-label={say.sale.panel}
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
          {age}
        </div>
        {clock}
      </div>
      <div className={styles.stub}>
        <span className={styles.notch} aria-hidden="true" />
        <span className={styles.notch} aria-hidden="true" />
        {stub}
      </div>
      {children}
    </ClippedCard>
  );
}
