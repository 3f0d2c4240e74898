"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { AdminSaleAnswer, SalePhase, SettingsAnswer } from "@/lib/domain";
import { useAnswer } from "../../../api/use-answer";
import { Button } from "../../../ui/button";
import { ButtonLink } from "../../../ui/button-link";
import { ErrorSummary } from "../../../ui/error-summary";
import { useToasts } from "../../frame/toasts";
import { PhaseChip } from "../../sales/phase-chip";
import { DuplicateSheet } from "../../sales/steering/duplicate-sheet";
import { AdminPage } from "../../ui/admin-page";
import { type Editor, EditorProvider } from "../editor-context";
import { controlId, nameOfPath } from "../form/part-names";
import { PreviewPane } from "../preview/preview-pane";
import { ReviewSheet } from "../review/review-sheet";
import { PriceSection } from "../sections/price-section";
import { ProductSection } from "../sections/product-section";
import { PromotedSection } from "../sections/promoted-section";
import { ReleasesSection } from "../sections/releases-section";
import { RulesSection } from "../sections/rules-section";
import { StockSection } from "../sections/stock-section";
import { TimeSection } from "../sections/time-section";
import { useSaleEditor } from "../use-sale-editor";
import styles from "./editor-page.module.css";
import { MeetingPanel } from "./meeting-panel";
import { SaveBar, SaveState } from "./save-bar";

const words = {
  back: "Sales",
  untitled: "New sale",
  page: "See the page",
  preview: "Preview",
  form: "Form",
  views: "Views",
  duplicate: "Duplicate…",
  review: "Review…",
  state: "State and links",
  saving: "Saving…",
  savedDraft: "Draft saved",
  saved: "Saved",
  notStored: "Not saved yet. A title and a price make a draft; from then on it saves itself.",
  trouble: "What cannot be saved yet",
  unsaved: "Save or discard the changes first: what is reviewed is what is stored.",
};

/** What the monitor's page is for in each phase. */
const monitorWords: Readonly<Record<SalePhase, string>> = {
  draft: "Watch live",
  scheduled: "Watch live",
  live: "Pause, end or cancel",
  paused: "Resume, end or cancel",
  ended: "See the figures",
  cancelled: "See the figures",
};

interface SaleEditorProps {
  /** Null for a new sale. */
  readonly opened: AdminSaleAnswer | null;
  readonly settings: SettingsAnswer;
  /** The shop's time. */
  readonly openedAtMs: number;
}

const watchMs = 15_000;

function watchSlowly(): number {
  return watchMs;
}

/** One sale on one page: the form at the left, what becomes of it at the right. */
export function SaleEditor({ opened, settings, openedAtMs }: SaleEditorProps) {
  const { editor, session, guards, showAll } = useSaleEditor(opened, settings, openedAtMs);
  const { stored, plan, meeting, form } = editor;
  const [sheet, setSheet] = useState<"review" | "duplicate" | null>(null);
  const [attempt, setAttempt] = useState(0);
  const view = useHash() === "#preview" ? "preview" : "form";
  const { say } = useToasts();

  const { answer } = useAnswer<AdminSaleAnswer>(
    stored === null ? null : `/api/admin/sales/${stored.slug}`,
    watchSlowly,
  );
  useEffect(() => {
    if (answer !== null) session.hear(answer);
  }, [answer, session]);
  useOwnAddress(stored?.slug ?? null);
  useLeaveWarning(plan.dirty.length > 0);

  async function save(): Promise<void> {
    const word = await session.save();
    if (word !== "held_back") return;
    showAll();
    setAttempt((count) => count + 1);
  }

  /** What is reviewed is what is stored, so it is stored first. */
  async function review(): Promise<void> {
    showAll();
    const isPublished = stored !== null && stored.status !== "draft";
    if (isPublished && plan.dirty.length > 0) {
      say({ tone: "wait", text: words.unsaved });
      return;
    }
    const word = await session.save();
    if (word === "stored" || word === "clean") setSheet("review");
    else setAttempt((count) => count + 1);
  }

  useShortcuts({ save: () => void save(), review: () => void review() });

  const errors = plan.errors.map(({ path, message }) => ({
    fieldId: controlId(path),
    message: message.startsWith(nameOfPath(path)) ? message : `${nameOfPath(path)}: ${message}`,
  }));
  return (
    <EditorProvider value={editor}>
      <AdminPage
        title={form.title.trim() === "" ? (stored?.title ?? words.untitled) : form.title}
        back={{ href: "/admin", title: words.back }}
        beside={<Beside editor={editor} onDuplicate={() => setSheet("duplicate")} onReview={() => void review()} />}
      >
        {meeting !== null && <MeetingPanel meeting={meeting} session={session} />}
        {attempt > 0 && errors.length > 0 && <ErrorSummary title={words.trouble} items={errors} attempt={attempt} />}
        <nav aria-label={words.views} className={styles.tabs}>
          <a className={styles.tab} href="#form" aria-current={view === "form" ? "true" : undefined}>
            {words.form}
          </a>
          <a className={styles.tab} href="#preview" aria-current={view === "preview" ? "true" : undefined}>
            {words.preview}
          </a>
        </nav>
        <div className={styles.layout} data-view={view}>
          <div className={styles.form} id="form">
            <ProductSection />
            <PriceSection />
            <StockSection />
            <TimeSection />
            <ReleasesSection />
            <RulesSection />
            <PromotedSection />
          </div>
          <div className={styles.preview} id="preview">
            <PreviewPane />
          </div>
        </div>
        <SaveBar onSave={() => void save()} onDiscard={session.discard} />
      </AdminPage>
      {sheet === "review" && stored !== null && (
        <ReviewSheet
          sale={stored}
          guards={guards}
          onPublished={session.hear}
          onDuplicate={() => setSheet("duplicate")}
          onClose={() => setSheet(null)}
        />
      )}
      {stored !== null && (
        <DuplicateSheet
          sale={{ ...stored, paused: stored.status === "paused", ...sumOf(stored) }}
          open={sheet === "duplicate"}
          nowMs={editor.nowMs}
          onClose={() => setSheet(null)}
        />
      )}
    </EditorProvider>
  );
}

function sumOf({ counts }: AdminSaleAnswer): { readonly sold: number; readonly held: number } {
  return {
    sold: counts.reduce((sum, count) => sum + count.sold, 0),
    held: counts.reduce((sum, count) => sum + count.held, 0),
  };
}

interface BesideProps {
  readonly editor: Editor;
  readonly onDuplicate: () => void;
  readonly onReview: () => void;
}

/** The state of the sale and the ways on from here. */
function Beside({ editor, onDuplicate, onReview }: BesideProps) {
  const { stored } = editor;
  return (
    <>
      <SaveState text={saveText(editor)} />
      {stored !== null && <PhaseChip phase={stored.phase} paused={stored.status === "paused"} />}
      {stored !== null && stored.status !== "draft" && (
        <>
          <ButtonLink href={`/admin/sales/${stored.slug}/live`}>{monitorWords[stored.phase]}</ButtonLink>
          <ButtonLink href={`/sales/${stored.slug}`}>{words.page}</ButtonLink>
        </>
      )}
      {stored !== null && <Button onClick={onDuplicate}>{words.duplicate}</Button>}
      <Button kind="solid" aria-keyshortcuts="Control+Enter Meta+Enter" onClick={onReview}>
        {words.review}
      </Button>
    </>
  );
}

function saveText({ stored, saving, plan }: Editor): string {
  if (saving.word === "saving") return words.saving;
  if (stored === null) return words.notStored;
  if (plan.dirty.length > 0) return "";
  return stored.status === "draft" ? words.savedDraft : words.saved;
}

/** A new sale gets an address with its first save, another one with another slug. */
function useOwnAddress(slug: string | null): void {
  useEffect(() => {
    if (slug === null) return;
    const path = `/admin/sales/${slug}`;
    if (window.location.pathname !== path) window.history.replaceState(null, "", `${path}${window.location.hash}`);
  }, [slug]);
}

/** The browser asks before it leaves what is not saved. */
function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);
}

/** Ctrl or Cmd S saves, Ctrl or Cmd Enter opens the review. */
function useShortcuts({ save, review }: { readonly save: () => void; readonly review: () => void }): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      const act = { s: save, enter: review }[event.key.toLowerCase()];
      if (act === undefined || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}

function useHash(): string {
  return useSyncExternalStore(
    watchHash,
    () => window.location.hash,
    () => "",
  );
}

function watchHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
