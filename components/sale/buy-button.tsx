"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import styles from "./buy-button.module.css";
import type { BuyControl } from "./buy-control";

interface BuyButtonProps {
  readonly control: BuyControl;
  readonly onBuy: (joinLine: boolean) => void;
  readonly onShowLine: () => void;
  /** A click that can do nothing: say why. */
  readonly onExplain: (text: string) => void;
}

/**
 * The one control of the page. Its name is the state, its element never changes, so focus stays on it when the
 * sale opens; on a narrow screen it moves to the bottom edge while its own place is out of view.
 */
export function BuyButton({ control, onBuy, onShowLine, onExplain }: BuyButtonProps) {
  const router = useRouter();
  const slot = useRef<HTMLDivElement>(null);
  const docked = useOutOfView(slot);

  function act(): void {
    switch (control.act.kind) {
      case "buy":
        onBuy(control.act.joinLine);
        break;
      case "show_line":
        onShowLine();
        break;
      case "go":
        router.push(control.act.href);
        break;
      case "reload":
        window.location.reload();
        break;
      case "none":
        onExplain(control.explain);
        break;
    }
  }

  return (
    <div ref={slot} className={styles.slot}>
      <div className={styles.dock} data-docked={docked || undefined}>
        <BuyFace control={control} onAct={act} />
      </div>
    </div>
  );
}

/** How the control looks, wherever it stands. */
export function BuyFace({ control, onAct }: { readonly control: BuyControl; readonly onAct: () => void }) {
  return (
    <Button
      kind={control.look}
      large
      wide
      className={styles.button ?? ""}
      busy={control.busy}
      unavailable={!control.busy && control.act.kind === "none"}
      onUnavailable={onAct}
      onClick={onAct}
      data-act={control.act.kind}
      // A click before React came may have changed its text; see early-click.
      suppressHydrationWarning
    >
      {control.name}
    </Button>
  );
}

/** Whether the element's place has been scrolled away; false until known. */
function useOutOfView(slot: React.RefObject<HTMLElement | null>): boolean {
  const [out, setOut] = useState(false);
  useEffect(() => {
    const element = slot.current;
    if (element === null || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(([entry]) => setOut(entry !== undefined && !entry.isIntersecting));
    observer.observe(element);
    return () => observer.disconnect();
  }, [slot]);
  return out;
}
