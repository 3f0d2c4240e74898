"use client";

import type { SaleActionsAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";
import { salePath } from "../sales/steering/steered-sale";

const actionsPollMs = 5_000;

function pollActions(): number {
  return actionsPollMs;
}

/** What has to follow the changes of a sale, and how far it is. */
export function useSaleActions(slug: string): PolledAnswer<SaleActionsAnswer> {
  return useAnswer<SaleActionsAnswer>(`${salePath(slug)}/actions`, pollActions);
}
