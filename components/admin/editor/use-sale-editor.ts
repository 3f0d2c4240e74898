"use client";

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { AdminLogAnswer, AdminSaleAnswer, SalePhase, SettingsAnswer } from "@/lib/domain";
import { fetchJson } from "../../api/fetch-json";
import { createEditSession, type EditSession } from "./edit-session";
import type { Editor } from "./editor-context";
import { type Guard, guardForm } from "./form/guard-sale";
import { formOf, newForm } from "./form/sale-form";
import { locksOf } from "./locks";
import { useNeighbours } from "./use-neighbours";
import { useShopNow } from "./use-shop-now";

export interface SaleEditor {
  readonly editor: Editor;
  readonly session: EditSession;
  readonly guards: readonly Guard[];
  /** From now on every control says what is wrong with it, whether somebody was there or not. */
  readonly showAll: () => void;
}

/** The checks speak of seconds only close to the start. */
const stepMs = 5_000;

/** Everything the editor's page shows, from the session, the clock and the sales around. */
export function useSaleEditor(
  opened: AdminSaleAnswer | null,
  settings: SettingsAnswer,
  openedAtMs: number,
): SaleEditor {
  const [session] = useState(() =>
    createEditSession({
      stored: opened,
      form: opened === null ? newForm(settings, openedAtMs) : formOf(opened),
      store: (stored, change) =>
        stored === null
          ? fetchJson<AdminSaleAnswer>("/api/admin/sales", { method: "POST", body: change })
          : fetchJson<AdminSaleAnswer>(`/api/admin/sales/${stored.slug}`, {
              method: "PATCH",
              body: change,
              headers: { "if-match": `"${stored.version}"` },
            }),
      whoSaved,
    }),
  );
  useEffect(() => () => session.stop(), [session]);
  const state = useSyncExternalStore(session.subscribe, session.state, session.state);
  const { form, stored, plan } = state;

  const nowMs = useShopNow(stepMs);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  // What is stored already is shown with everything that is wrong with it.
  const [all, setAll] = useState(opened !== null);
  const { startsAt, endsAt } = plan.whole ?? {};
  const neighbours = useNeighbours(stored?.slug ?? null, startsAt, endsAt);
  const guards = useMemo(() => {
    const phase = stored?.phase ?? "draft";
    const found = guardForm(form, {
      nowMs,
      hasBegun: phase !== "draft" && phase !== "scheduled",
      // How many are invited is not known here; the pre-flight says it.
      invited: 1,
      neighbours,
      guards: settings.guards,
      taken: Object.fromEntries((stored?.counts ?? []).map(({ sku, held, sold }) => [sku, held + sold])),
    });
    return found.filter(({ name }) => matters(name, phase));
  }, [form, nowMs, stored, neighbours, settings.guards]);

  const change = useCallback<Editor["change"]>(
    (update) => {
      session.change((now) => ({ ...now, ...(typeof update === "function" ? update(now) : update) }));
    },
    [session],
  );
  const touch = useCallback((path: string) => setTouched((paths) => new Set([...paths, path])), []);
  const showAll = useCallback(() => setAll(true), []);
  const locks = useMemo(() => locksOf(stored), [stored]);

  const editor = useMemo<Editor>(() => {
    const isShown = (path: string) => all || touched.has(path);
    return {
      ...state,
      change,
      touch,
      locks,
      nowMs,
      storeZone: settings.timeZone,
      errorAt: (path) =>
        isShown(path)
          ? (plan.errors.find((error) => error.path === path)?.message ??
            guards.find((guard) => guard.path === path && guard.level === "block")?.message)
          : plan.errors.find((error) => error.path === path && "part" in error)?.message,
      warningAt: (path) => {
        const messages = guards.filter((guard) => guard.path === path && guard.level === "warning");
        return messages.length === 0 ? undefined : messages.map(({ message }) => message).join(" ");
      },
    };
  }, [state, change, touch, locks, nowMs, settings.timeZone, plan, guards, all, touched]);

  return { editor, session, guards, showAll };
}

/** Once shoppers buy, only what may still change can be wrong; once it is over, nothing. */
function matters(check: string, phase: SalePhase): boolean {
  if (phase === "draft" || phase === "scheduled") return true;
  return (phase === "live" || phase === "paused") && ["length", "end", "stock"].includes(check);
}

/** The log knows who stored a sale last. */
async function whoSaved({ slug }: AdminSaleAnswer): Promise<string | null> {
  const outcome = await fetchJson<AdminLogAnswer>(`/api/admin/log?object=${encodeURIComponent(`sale:${slug}`)}`);
  return outcome.word === "answer" ? (outcome.data.entries[0]?.actor.name ?? null) : null;
}
