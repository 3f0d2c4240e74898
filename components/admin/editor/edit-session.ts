import type { AdminSaleAnswer, Problem, SaleFields } from "@/lib/domain";
import type { ApiOutcome } from "../../api/fetch-json";
import { controlOfCheck } from "./form/guard-sale";
import { adoptParts, mergeSale } from "./form/merge-sale";
import { controlPath, partOfPath, type SalePart } from "./form/part-names";
import { isSame, makesDraft, planSave, type SavePlan } from "./form/plan-save";
import { type FormError, sentenceOf } from "./form/read-form";
import { followUp, formOf, type SaleForm } from "./form/sale-form";

/** What the shop said of a part. It stands until the part is another. */
interface Refusal extends FormError {
  readonly part: SalePart;
  readonly value: unknown;
}

/** Somebody else stored the sale while it was edited here. */
export interface Meeting {
  /** Null while it is not known who, or when nobody can say. */
  readonly who: string | null;
  readonly at: string;
  readonly theirs: AdminSaleAnswer;
  readonly taken: readonly SalePart[];
  /** Still to be chosen. */
  readonly disputed: readonly SalePart[];
}

export type Saving =
  | { readonly word: "idle" }
  | { readonly word: "saving" }
  | { readonly word: "saved" }
  /** No answer; a draft is sent again by itself. */
  | { readonly word: "unreachable" }
  | { readonly word: "refused"; readonly detail: string };

export interface EditState {
  readonly form: SaleForm;
  /** As it was last read or stored; null before the first save. */
  readonly stored: AdminSaleAnswer | null;
  /** What a new sale began with. */
  readonly blank: SaleForm | null;
  readonly plan: SavePlan;
  readonly saving: Saving;
  readonly meeting: Meeting | null;
}

/** How a save ended. */
export type SaveWord =
  | "stored"
  /** There was nothing to store. */
  | "clean"
  /** Something cannot be stored as it is; the rest of a draft is. */
  | "held_back"
  /** Somebody must choose first. */
  | "disputed"
  | "refused"
  | "unreachable";

export interface EditSession {
  state(): EditState;
  subscribe(listener: () => void): () => void;
  change(update: (form: SaleForm) => SaleForm): void;
  save(): Promise<SaveWord>;
  discard(): void;
  /** A reading of the sale from elsewhere: what somebody else has stored since is joined in. */
  hear(sale: AdminSaleAnswer): void;
  choose(part: SalePart, side: "mine" | "theirs"): void;
  forgetMeeting(): void;
  stop(): void;
}

export interface EditParts {
  readonly stored: AdminSaleAnswer | null;
  readonly form: SaleForm;
  /** Stores what changed: the first time as a new sale. */
  readonly store: (stored: AdminSaleAnswer | null, change: Partial<SaleFields>) => Promise<ApiOutcome<AdminSaleAnswer>>;
  /** Who stored the sale last. */
  readonly whoSaved: (sale: AdminSaleAnswer) => Promise<string | null>;
}

const autosaveMs = 2_000;
const retryMs = 5_000;
/** Two who save at once meet once; more often than this somebody else is a script that never rests. */
const meetingsMax = 5;

/** One person's editing of one sale: what is typed, what is stored, and how the two come together. */
export function createEditSession({ stored: opened, form: first, store, whoSaved }: EditParts): EditSession {
  const listeners = new Set<() => void>();
  let form = first;
  let stored = opened;
  const blank = opened === null ? first : null;
  let saving: Saving = { word: "idle" };
  let meeting: Meeting | null = null;
  let refusals: readonly Refusal[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<SaveWord> | null = null;
  let shown = read();

  function read(): EditState {
    return { form, stored, blank, plan: planNow(), saving, meeting };
  }

  function planNow(): SavePlan {
    const plan = planSave(form, stored, blank);
    const standing = refusals.filter(({ part, value }) => isSame(plan.change[part], value));
    if (standing.length === 0) return plan;
    const change = { ...plan.change };
    for (const { part } of standing) delete change[part];
    return { ...plan, change, errors: [...plan.errors, ...standing], whole: null };
  }

  function tell(): void {
    shown = read();
    for (const listener of listeners) listener();
  }

  function isDraft(): boolean {
    return stored === null || stored.status === "draft";
  }

  /** Drafts store themselves; what shoppers see is changed by hand alone. */
  function saveLater(delayMs: number): void {
    clearTimeout(timer);
    if (isDraft()) timer = setTimeout(() => void save(), delayMs);
  }

  async function save(): Promise<SaveWord> {
    clearTimeout(timer);
    while (underWay !== null) await underWay;
    underWay = storeAll();
    try {
      return await underWay;
    } finally {
      underWay = null;
    }
  }

  async function storeAll(): Promise<SaveWord> {
    for (let meetings = 0; meetings < meetingsMax; meetings += 1) {
      const word = await storeOnce();
      if (word !== "met") return word;
    }
    return refuse("Somebody else keeps changing this sale. Wait a moment, then save again.");
  }

  async function storeOnce(): Promise<SaveWord | "met"> {
    const { change, dirty, errors } = planNow();
    if (dirty.length === 0) return "clean";
    if (meeting !== null && meeting.disputed.length > 0) return "disputed";
    const isPartial = errors.length > 0 && !isDraft();
    if (isPartial || Object.keys(change).length === 0 || (stored === null && !makesDraft(change))) return "held_back";
    saving = { word: "saving" };
    tell();
    try {
      return take(await store(stored, change), change);
    } catch {
      // The connection is lost; what is typed stays.
      saving = { word: "unreachable" };
      saveLater(retryMs);
      tell();
      return "unreachable";
    }
  }

  function take(outcome: ApiOutcome<AdminSaleAnswer>, change: Partial<SaleFields>): SaveWord | "met" {
    if (outcome.word === "answer") {
      stored = outcome.data;
      refusals = refusals.filter(({ part }) => change[part] === undefined);
      saving = { word: "saved" };
      tell();
      return planNow().errors.length > 0 ? "held_back" : "stored";
    }
    if (outcome.word === "nothing") return refuse("The shop did not say what it stored. Reload the page.");
    return refuseBy(outcome.problem, change);
  }

  function refuseBy(problem: Problem, change: Partial<SaleFields>): SaveWord | "met" {
    if (problem.current !== undefined) {
      meet(problem.current);
      saving = { word: "idle" };
      tell();
      return meeting !== null && meeting.disputed.length > 0 ? "disputed" : "met";
    }
    const found = refusalsOf(problem, change);
    if (found.length === 0) {
      if (problem.code === "busy" || problem.code === "throttled") saveLater(problem.retryAfterMs ?? retryMs);
      return refuse(problem.detail);
    }
    refusals = [...refusals.filter(({ part }) => change[part] === undefined), ...found];
    saving = { word: "idle" };
    // What was not refused is stored for itself.
    saveLater(0);
    tell();
    return "held_back";
  }

  function refuse(detail: string): SaveWord {
    saving = { word: "refused", detail };
    tell();
    return "refused";
  }

  function meet(theirs: AdminSaleAnswer): void {
    if (stored === null) return;
    const merged = mergeSale(form, stored, theirs);
    form = merged.form;
    stored = theirs;
    const { taken, disputed } = merged;
    meeting = { who: null, at: theirs.updatedAt, theirs, taken, disputed };
    void whoSaved(theirs).then(
      (who) => {
        if (meeting?.theirs !== theirs) return;
        meeting = { ...meeting, who };
        tell();
      },
      () => undefined,
    );
  }

  return {
    state: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (update) => {
      form = followUp(update(form));
      if (saving.word === "refused" || saving.word === "saved") saving = { word: "idle" };
      saveLater(autosaveMs);
      tell();
    },
    save,
    discard: () => {
      clearTimeout(timer);
      form = stored === null ? first : formOf(stored);
      refusals = [];
      saving = { word: "idle" };
      meeting = null;
      tell();
    },
    hear: (sale) => {
      if (stored === null || sale.version <= stored.version || sale.id !== stored.id || underWay !== null) return;
      if (isSameContent(stored, sale)) stored = sale;
      else meet(sale);
      tell();
    },
    choose: (part, side) => {
      if (meeting === null) return;
      if (side === "theirs") form = adoptParts(form, meeting.theirs, [part]);
      meeting = { ...meeting, disputed: meeting.disputed.filter((other) => other !== part) };
      if (meeting.disputed.length === 0) saveLater(autosaveMs);
      tell();
    },
    forgetMeeting: () => {
      meeting = null;
      tell();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Only its state moved on: published, paused, sold from. */
function isSameContent(left: AdminSaleAnswer, right: AdminSaleAnswer): boolean {
  return planSave(formOf(left), right, null).dirty.length === 0;
}

/** What the shop has against single parts; empty when it is about something else. */
function refusalsOf(problem: Problem, change: Partial<SaleFields>): readonly Refusal[] {
  const said: readonly FormError[] = [
    ...(problem.errors ?? []).map(({ path, message }) => ({ path, message: sentenceOf(path, message) })),
    ...(problem.checks ?? []).flatMap(({ level, name, message }) =>
      level === "block" ? [{ path: controlOfCheck(name), message }] : [],
    ),
    // The one thing that a conflict can be about that is not somebody else's version: the slug.
    ...(problem.code === "conflict" && change.slug !== undefined ? [{ path: "slug", message: problem.detail }] : []),
  ];
  return said.flatMap(({ path, message }) => {
    const part = partOfPath(path);
    const control = controlPath(path);
    const value = part === null ? undefined : change[part];
    return part === null || control === null || value === undefined ? [] : [{ path: control, message, part, value }];
  });
}
