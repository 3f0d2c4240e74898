import type { AdminSaleAnswer } from "../../domain";
import { blocking, type Finding, fine } from "./finding";

export interface PageParts {
  /** Where shoppers reach the shop, with whatever is in front of it. */
  readonly appOrigin: string;
  /** Null when scripts and styles come from the shop itself. */
  readonly cdnUrl: string | null;
}

type State =
  | { readonly word: "not_published" }
  | { readonly word: "readable"; readonly throughCdn: boolean }
  | { readonly word: "older"; readonly shown: number }
  | { readonly word: "status"; readonly status: number }
  | { readonly word: "another_page" }
  | { readonly word: "not_through_cdn" }
  | { readonly word: "asset_missing"; readonly address: string; readonly status: number };

/** Asks for the sale's page as a shopper does, and for one of its files where they are elsewhere. */
export async function checkPage(parts: PageParts, sale: AdminSaleAnswer, signal: AbortSignal): Promise<Finding> {
  const address = `${parts.appOrigin}/sales/${sale.slug}`;
  const state = await readPage(parts, address, sale, signal);
  switch (state.word) {
    case "not_published":
      return fine("The page is made when the sale is published.");
    case "readable":
      return fine(
        state.throughCdn
          ? `The page and its files can be read at ${parts.appOrigin} and through the CDN.`
          : `The page can be read at ${address}.`,
      );
    case "older":
      return blocking(`The page shows version ${state.shown} of the sale, not ${sale.version}. Try again in a second.`);
    case "status":
      return blocking(`${address} answers ${state.status}. Look at what is in front of the shop.`);
    case "another_page":
      return blocking(`${address} shows something else than this sale. Is APP_ORIGIN right?`);
    case "not_through_cdn":
      return blocking("The page does not take its files from CDN_URL. Build the shop with CDN_URL set.");
    case "asset_missing":
      return blocking(
        `${state.address} answers ${state.status}: the page would not work. Upload the build to the CDN.`,
      );
  }
}

async function readPage(
  { cdnUrl, appOrigin }: PageParts,
  address: string,
  sale: AdminSaleAnswer,
  signal: AbortSignal,
): Promise<State> {
  if (sale.status === "draft") return { word: "not_published" };
  const answer = await ask(address, signal);
  if (answer.status !== 200) return { word: "status", status: answer.status };
  const html = await answer.text();
  const shown = shownVersion(html, sale.slug);
  if (shown === null && !html.includes(escapeHtml(sale.title))) return { word: "another_page" };
  if (shown !== null && shown < sale.version) return { word: "older", shown };
  if (cdnUrl === null) return { word: "readable", throughCdn: false };
  const asset = findAsset(html, cdnUrl.replace(/\/$/, ""));
  if (asset === null) return { word: "not_through_cdn" };
  const file = await ask(new URL(asset, appOrigin).href, signal);
  await file.body?.cancel();
  return file.status === 200
    ? { word: "readable", throughCdn: true }
    : { word: "asset_missing", address: asset, status: file.status };
}

function ask(address: string, signal: AbortSignal): Promise<Response> {
  return fetch(address, { signal, cache: "no-store", headers: { accept: "text/html,*/*" } });
}

/** The facts that the page hands to its scripts begin with slug, title and version. */
export function shownVersion(html: string, slug: string): number | null {
  const [, version] =
    new RegExp(`\\\\?"slug\\\\?":\\\\?"${slug}\\\\?".{0,2000}?\\\\?"version\\\\?":(\\d+)`, "s").exec(html) ?? [];
  return version === undefined ? null : Number(version);
}

function findAsset(html: string, cdnUrl: string): string | null {
  const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
  return addresses.find((address) => address.startsWith(`${cdnUrl}/_next/static/`)) ?? null;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");
}
