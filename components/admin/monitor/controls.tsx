"use client";

import { useState } from "react";
import { Button } from "../../ui/button";
import { isRunning } from "../sales/sale-phase-looks";
import { CancelSheet } from "../sales/steering/cancel-sheet";
import { EndSheet } from "../sales/steering/end-sheet";
import { ExtendSheet } from "../sales/steering/extend-sheet";
import { PauseButton } from "../sales/steering/pause-button";
import { type RestockItem, RestockSheet } from "../sales/steering/restock-sheet";
import { isSteerable, type SteeredSale } from "../sales/steering/steered-sale";
import type { Steering } from "../sales/steering/use-steering";
import styles from "./monitor-page.module.css";

const words = {
  label: "Steer the sale",
  extend: "Extend…",
  restock: "Add stock…",
  end: "End now…",
  cancel: "Cancel sale…",
};

interface ControlsProps {
  readonly sale: SteeredSale;
  readonly items: readonly RestockItem[];
  readonly steering: Steering;
}

/** The acts on a sale that is published. Pausing takes one click; what cannot be taken back asks first. */
export function Controls({ sale, items, steering }: ControlsProps) {
  const [asked, setAsked] = useState<"extend" | "restock" | "end" | "cancel" | null>(null);
  const steerable = isSteerable(sale.phase);
  const close = () => setAsked(null);
  if (sale.phase === "draft" || sale.phase === "cancelled") return null;
  return (
    <fieldset className={styles.controls} data-steerable={steerable ? "" : undefined}>
      <legend className={styles.hidden}>{words.label}</legend>
      {steerable && <PauseButton sale={sale} steering={steering} alone />}
      {steerable && <Button onClick={() => setAsked("extend")}>{words.extend}</Button>}
      {steerable && <Button onClick={() => setAsked("restock")}>{words.restock}</Button>}
      {isRunning(sale.phase) && <Button onClick={() => setAsked("end")}>{words.end}</Button>}
      <Button onClick={() => setAsked("cancel")}>{words.cancel}</Button>
      <ExtendSheet sale={sale} open={asked === "extend"} steering={steering} onClose={close} />
      <RestockSheet sale={sale} items={items} open={asked === "restock"} steering={steering} onClose={close} />
      <EndSheet sale={sale} open={asked === "end"} steering={steering} onClose={close} />
      <CancelSheet sale={sale} open={asked === "cancel"} steering={steering} onClose={close} />
    </fieldset>
  );
}
