"use client";

import type { AdminSaleSummary } from "@/lib/domain";
import type { AskedAct } from "./sales-table";
import { CancelSheet } from "./steering/cancel-sheet";
import { DuplicateSheet } from "./steering/duplicate-sheet";
import { EndSheet } from "./steering/end-sheet";
import type { SteeredSale } from "./steering/steered-sale";
import type { Steering } from "./steering/use-steering";

interface SaleSheetsProps {
  /** What was asked for, and of which sale as it stands now. */
  readonly asked: { readonly act: AskedAct; readonly sale: AdminSaleSummary } | null;
  readonly steering: Steering;
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** The sheets of the list's acts that need a second look. */
export function SaleSheets({ asked, steering, nowMs, onClose }: SaleSheetsProps) {
  if (asked === null) return null;
  const sale: SteeredSale = { ...asked.sale, paused: asked.sale.status === "paused" };
  const isOpen = (act: AskedAct) => asked.act === act;
  return (
    <>
      <DuplicateSheet sale={sale} open={isOpen("duplicate")} nowMs={nowMs} onClose={onClose} />
      <EndSheet sale={sale} open={isOpen("end")} steering={steering} onClose={onClose} />
      <CancelSheet sale={sale} open={isOpen("cancel")} steering={steering} onClose={onClose} />
    </>
  );
}
