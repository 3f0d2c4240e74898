"use client";

import { useEffect } from "react";
import { useSWRConfig } from "swr";
import type { OrderAnswer, Simulation } from "@/lib/domain";
import { type Session, useSession } from "../account/use-session";
import { type ApiOutcome, fetchJson } from "../api/fetch-json";
import { onTabNews, tellTabs } from "../api/tab-news";
import { type PolledAnswer, useAnswer } from "../api/use-answer";
import { newestOrdersPath } from "./use-orders";

function orderPollMs(order: OrderAnswer): number {
  return order.pollMs;
}

export type OrderAct = "pay" | "extend" | "cancel";

export interface OrderActions {
  pay(simulate: Simulation): Promise<ApiOutcome<OrderAnswer>>;
  /** Two more minutes. */
  extend(): Promise<ApiOutcome<OrderAnswer>>;
  /** Gives the item back. */
  cancel(): Promise<ApiOutcome<OrderAnswer>>;
}

export interface OrderInHand extends PolledAnswer<OrderAnswer>, OrderActions {
  /** Whose order it would be; nobody signed in has none. */
  readonly session: Session;
}

/** One order of the account, followed until it is final, and what can be done with it. */
export function useOrder(orderId: string): OrderInHand {
  const { session } = useSession();
  const path = `/api/orders/${encodeURIComponent(orderId)}`;
  const polled = useAnswer<OrderAnswer>(session.word === "signed_in" ? path : null, orderPollMs);
  const { mutate } = polled;
  const { mutate: mutateAny } = useSWRConfig();
  useEffect(() => onTabNews("orders", () => void mutate()), [mutate]);

  /** Acts, shows the order the server answered with, and lets other tabs know. A refusal asks for the truth. */
  async function act(name: OrderAct, body: unknown): Promise<ApiOutcome<OrderAnswer>> {
    const outcome = await fetchJson<OrderAnswer>(`${path}/${name}`, { method: "POST", body });
    if (outcome.word === "answer") await mutate(outcome, { revalidate: false });
    else void mutate();
    void mutateAny(newestOrdersPath);
    tellTabs("orders");
    return outcome;
  }

  return {
    ...polled,
    session,
    pay: (simulate) => act("pay", { method: "card", simulate }),
    extend: () => act("extend", {}),
    cancel: () => act("cancel", {}),
  };
}
