import { type SaleFields, type SalePhase, type SaleSnapshot, type StockBand, totalStock } from "@/lib/domain";
import { isTimeZone } from "@/lib/domain/wall-time";
import { type BuyControl, buyControl } from "../../../sale/buy-control";
import { describeSale, type SaleWords } from "../../../sale/describe-sale";
import { formatShortMoment } from "../../../sale/format-wall-time";
import type { SaleView } from "../../../sale/merge-sale-state";
import { type SaleFacts, saleFacts } from "../../../sale/sale-facts";
import type { WordsFor } from "../../../words/provide-words";
import { halfSale } from "../form/half-sale";
import type { SaleForm } from "../form/sale-form";

/** What the page can be shown in, as the switch calls it. */
export const previewStates = {
  upcoming: "Upcoming",
  live: "Live",
  held: "All held",
  sold_out: "Sold out",
  ended: "Ended",
  paused: "Paused",
  cancelled: "Cancelled",
} as const;
export type PreviewState = keyof typeof previewStates;

export interface PreviewSale {
  readonly sale: SaleSnapshot;
  readonly facts: SaleFacts;
  readonly view: SaleView;
  readonly words: SaleWords;
  readonly control: BuyControl;
  readonly nowMs: number;
}

const dayMs = 86_400_000;
const halfHourMs = 1_800_000;
const hourMs = 3_600_000;

/** The page of a sale as it is typed, in a state that it is not in: no network, no clock of its own. */
export function previewSale(
  form: SaleForm,
  state: PreviewState,
  realNowMs: number,
  ownZone: string | null,
  say: WordsFor<"sale" | "time">,
): PreviewSale {
  const sale = snapshotOf(halfSale(form), state, realNowMs);
  const { startsAtMs } = sale;
  const timeZone = ownZone ?? sale.timeZone;
  const nowMs = momentOf(sale, state, realNowMs);
  const facts = saleFacts(sale, { cancelReason: null, promoted: [] }, nowMs, say.locale);
  const view = viewOf(sale, state, nowMs);
  const control = buyControl({
    say,
    slug: sale.slug,
    phase: view.phase,
    stock: view.stock,
    endedReason: view.endedReason,
    startsAtMs,
    nowMs,
    signedIn: true,
    online: true,
    clockTrusted: true,
    outdated: false,
    keptOut: null,
    wish: { word: "idle" },
    attempt: null,
    limitPerAccount: sale.limitPerAccount,
    priceText: facts.priceText,
    opensText: formatShortMoment(startsAtMs, nowMs, timeZone, say.locale),
    payByText: "",
  });
  return { sale, facts, view, words: describeSale(view, facts, timeZone, say), control, nowMs };
}

const phases: Readonly<Record<PreviewState, SalePhase>> = {
  upcoming: "scheduled",
  live: "live",
  held: "live",
  sold_out: "ended",
  ended: "ended",
  paused: "paused",
  cancelled: "cancelled",
};

const bands: Readonly<Record<PreviewState, StockBand | null>> = {
  upcoming: null,
  live: "plenty",
  held: "held",
  sold_out: "gone",
  ended: null,
  paused: "low",
  cancelled: null,
};

/** While it runs: after the first third. Before the start: now, if the start is ahead. */
function momentOf({ startsAtMs, endsAtMs }: SaleSnapshot, state: PreviewState, realNowMs: number): number {
  switch (phases[state]) {
    case "draft":
    case "scheduled":
      return realNowMs < startsAtMs ? realNowMs : startsAtMs - hourMs;
    case "live":
    case "paused":
      return Math.round(startsAtMs + (endsAtMs - startsAtMs) / 3);
    case "ended":
    case "cancelled":
      return endsAtMs;
  }
}

function viewOf(sale: SaleSnapshot, state: PreviewState, nowMs: number): SaleView {
  const { startsAtMs, endsAtMs } = sale;
  const isOver = phases[state] === "ended";
  const release = sale.releases.find(({ atMs }) => atMs > nowMs);
  const isRunning = phases[state] === "live";
  return {
    phase: phases[state],
    stock: bands[state],
    version: 1,
    startsAtMs,
    endsAtMs,
    endedReason: isOver ? (state === "sold_out" ? "sold_out" : "time") : null,
    endedAtMs: isOver ? Math.round(state === "sold_out" ? (startsAtMs + endsAtMs) / 2 : endsAtMs) : null,
    heldUntilMs: state === "held" ? nowMs + sale.paymentWindowSeconds * 1_000 : null,
    nextReleaseAtMs: isRunning && release !== undefined ? release.atMs : null,
    left: state === "live" && sale.showExactStock ? Math.ceil(totalStock(sale) * 0.6) : null,
  };
}

/** What cannot be read yet is filled in, so that there is always something to look at. */
function snapshotOf(fields: SaleFields, state: PreviewState, realNowMs: number): SaleSnapshot {
  const timeZone = isTimeZone(fields.timeZone) ? fields.timeZone : "UTC";
  const startsAtMs = Date.parse(fields.startsAt) || realNowMs + dayMs;
  const end = Date.parse(fields.endsAt);
  const endsAtMs = end > startsAtMs ? end : startsAtMs + halfHourMs;
  const minor = Number.isNaN(fields.price.minor) ? 0 : fields.price.minor;
  const [image] = fields.images.filter(({ url }) => url !== "");
  return {
    id: 0,
    slug: fields.slug === "" ? "…" : fields.slug,
    title: fields.title.trim() === "" ? "Untitled sale" : fields.title,
    version: 1,
    epoch: 1,
    status: state === "cancelled" ? "cancelled" : state === "paused" ? "paused" : "published",
    startsAtMs,
    endsAtMs,
    endedReason: null,
    timeZone,
    endedAtMs: null,
    pausedAtMs: state === "paused" ? Math.round(startsAtMs + (endsAtMs - startsAtMs) / 3) : null,
    price: { ...fields.price, minor },
    regularPrice: fields.regularPrice,
    lowestPrice30d: fields.lowestPrice30d,
    imageUrl: image?.url ?? null,
    imageAlt: image?.alt ?? "",
    limitPerAccount: fields.limitPerAccount,
    paymentWindowSeconds: fields.paymentWindowSeconds,
    lineFactor: fields.lineFactor,
    admission: fields.admission,
    minLevel: fields.eligibility.minLevel,
    inviteOnly: fields.eligibility.inviteOnly,
    challenge: fields.challenge,
    showExactStock: fields.showExactStock,
    items: fields.items.map(({ sku, name, stock }, index) => ({
      id: index + 1,
      sku,
      name: name === "" ? sku : name,
      stock: Number.isNaN(stock) ? 0 : stock,
    })),
    releases: fields.releases.map(({ at, quantity }, index) => ({
      id: index + 1,
      itemId: 1,
      atMs: Date.parse(at),
      quantity,
    })),
  };
}
