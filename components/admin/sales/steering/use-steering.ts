"use client";

import type { AdminSaleAnswer } from "@/lib/domain";
import { useToasts } from "../../frame/toasts";
import { useAdminChange } from "../../ui/use-admin-change";
import { salePath } from "./steered-sale";

const words = {
  paused: (title: string) => `${title} is paused. Nobody can buy; holds and places are kept.`,
  resumed: (title: string) => `${title} goes on. Unpaid holds got the pause back.`,
  resume: "Resume",
  untold: "The shop's pages and gate could not be told at once. The worker tells them within seconds.",
};

type Steered = Pick<AdminSaleAnswer, "slug" | "title">;

/** A change that board and gate could not be told of at once says so. */
type SteeredAnswer = AdminSaleAnswer & { readonly told?: false };

interface Act {
  readonly verb: "pause" | "resume" | "extend" | "end" | "cancel" | "restock";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null says nothing: the caller does. */
  readonly said: string | null;
}

export interface Steering {
  /** The verb and the sale under way: `pause aurora-lamp`. */
  readonly busy: string | null;
  /** True when it is done; what went wrong has been said. */
  steer(sale: Steered, act: Act): Promise<boolean>;
  /** Done in one click, with the way back in the message. */
  pause(sale: Steered): Promise<boolean>;
  resume(sale: Steered): Promise<boolean>;
}

/** The acts by which a published sale is steered. `onDone` asks for newer numbers. */
export function useSteering(onDone: () => void): Steering {
  const { busy, send } = useAdminChange();
  const { say } = useToasts();

  async function steer(sale: Steered, { verb, body = {}, headers = {}, said }: Act): Promise<boolean> {
    const outcome = await send<SteeredAnswer>({
      key: `${verb} ${sale.slug}`,
      path: `${salePath(sale.slug)}/${verb}`,
      request: { method: "POST", body, headers },
      done: () => said,
    });
    if (outcome?.word === "answer" && outcome.data.told === false) say({ tone: "wait", text: words.untold });
    onDone();
    return outcome?.word === "answer";
  }

  const resume = (sale: Steered) => steer(sale, { verb: "resume", said: words.resumed(sale.title) });

  async function pause(sale: Steered): Promise<boolean> {
    const done = await steer(sale, { verb: "pause", said: null });
    if (done) {
      const action = { label: words.resume, act: () => void resume(sale) };
      say({ tone: "ok", text: words.paused(sale.title), action });
    }
    return done;
  }

  return { busy, steer, pause, resume };
}
