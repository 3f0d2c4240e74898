import type { IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import { type Locale, localPath } from "../domain";
import type { CapturedPage } from "./capture-page";
import { type FinishedPage, finishPage } from "./finished-page";
import { readPageAddress, wantsWholePage } from "./page-address";

// Pages that everybody gets alike, finished in memory: body, tag and both compressions are made once per page and
// stamp, and an answer costs no more than the bytes it sends. What is kept is right by its stamp, looked at with every
// request (see page-store.ts); everything else here only saves work.

export interface PageCacheParts {
  /** What the page of a path would be made from now. */
  readonly stampOf: (path: string) => string | null;
  /** What the renderer's last page of a path was made from. */
  readonly stampOfRendered: (path: string) => string | null;
  /** Whether a sale has this slug; rejects when nobody can tell. */
  readonly isKnownSlug: (slug: string) => boolean | Promise<boolean>;
  readonly render: (path: string) => Promise<CapturedPage>;
  /** Lets one of several processes render; see platform/make-once. */
  readonly makeOnce: (name: string, make: () => Promise<string | null>) => Promise<string | null>;
  readonly onError: (error: unknown) => void;
  readonly count?: (word: PageWord) => void;
  readonly bytesMax?: number;
}

/** How a page came to its reader. */
export type PageWord = "kept" | "rendered" | "stale" | "unknown";

export interface PageCache {
  /**
   * The page to send, at once or soon; null when the framework shall answer: the request is for something else, or the
   * page cannot be made and no older one is there. Never rejects.
   */
  find(message: IncomingMessage, pathname: string, search: string): FinishedPage | Promise<FinishedPage | null> | null;
}

interface Kept {
  readonly page: FinishedPage;
  readonly stamp: string;
  /** Until when it is sent although its stamp has turned, because a new one could not be made; `performance.now()`. */
  readonly excusedUntilMs: number;
}

interface Flight {
  readonly stamp: string;
  readonly made: Promise<FinishedPage>;
}

const defaultBytesMax = 64 * 1_048_576;
/** A stamp that turns while its page is rendered is caught up with this often before the page is sent as it is. */
const rendersMax = 3;
/** After a rendering that failed, the next is tried no sooner. */
const retryAfterMs = 1_000;
/**
 * What tells that there is no page: in English an address that no page has, which the framework answers with its page
 * for that. It speaks no other language, so there a page of its own is sent in its place.
 */
const nowherePaths: Readonly<Record<Locale, string>> = { en: "/-", zh: localPath("zh", "/missing") };

export function createPageCache(parts: PageCacheParts): PageCache {
  const kept = new LRUCache<string, Kept>({
    maxSize: parts.bytesMax ?? defaultBytesMax,
    sizeCalculation: ({ page }) => page.bytes,
  });
  const flights = new Map<string, Flight>();
  const nowhere = new Map<Locale, Promise<FinishedPage>>();
  const count = parts.count ?? (() => undefined);

  function findPath(path: string): FinishedPage | Promise<FinishedPage> {
    const stamp = parts.stampOf(path) ?? "";
    const present = kept.get(path);
    if (present?.stamp === stamp) {
      count("kept");
      return present.page;
    }
    if (present !== undefined && performance.now() < present.excusedUntilMs) {
      count("stale");
      return present.page;
    }
    return join(path, stamp);
  }

  /** One rendering of a path at a time; whoever needs a newer stamp waits for the older one to end. */
  function join(path: string, stamp: string): Promise<FinishedPage> {
    const running = flights.get(path);
    if (running?.stamp === stamp) return running.made;
    const before = running?.made.catch(() => undefined) ?? Promise.resolve();
    const made = before.then(() => renew(path));
    const flight = { stamp, made };
    flights.set(path, flight);
    const landed = () => {
      if (flights.get(path) === flight) flights.delete(path);
    };
    made.then(landed, landed);
    return made;
  }

  async function renew(path: string): Promise<FinishedPage> {
    try {
      const { captured, stamp } = await makeCurrent(path);
      const page = await finishPage(captured);
      if (page.status >= 500) return excuse(path) ?? page;
      count("rendered");
      // A page with a cookie, or a refusal, is one reader's affair.
      const forEverybody = page.status === 200 && captured.headers["set-cookie"] === undefined;
      if (stamp !== null && forEverybody) kept.set(path, { page, stamp, excusedUntilMs: 0 });
      return page;
    } catch (error) {
      const older = excuse(path);
      if (older === null) throw error;
      parts.onError(error);
      return older;
    }
  }

  /** The page as it was before: it corrects itself in the browser, and an error page corrects nothing. */
  function excuse(path: string): FinishedPage | null {
    const older = kept.get(path);
    if (older === undefined) return null;
    count("stale");
    kept.set(path, { ...older, excusedUntilMs: performance.now() + retryAfterMs });
    return older.page;
  }

  /** The page of a path and the stamp it was surely made from; null when the stamp kept turning. */
  async function makeCurrent(path: string): Promise<{ captured: CapturedPage; stamp: string | null }> {
    for (let renders = 1; ; renders += 1) {
      const stamp = parts.stampOf(path) ?? "";
      const own: CapturedPage[] = [];
      const text = await parts.makeOnce(`${path} ${stamp}`, async () => {
        const captured = await parts.render(path);
        own.push(captured);
        return captured.status === 200 && parts.stampOfRendered(path) === stamp ? writePage(captured) : null;
      });
      const captured = own[0] ?? (text === null ? null : readPage(text));
      if (captured === null) continue;
      if (text !== null || captured.status !== 200) return { captured, stamp };
      if (renders >= rendersMax) return { captured, stamp: null };
    }
  }

  function findNowhere(locale: Locale): Promise<FinishedPage> {
    count("unknown");
    const made = nowhere.get(locale) ?? makeNowhere(locale);
    nowhere.set(locale, made);
    return made;
  }

  function makeNowhere(locale: Locale): Promise<FinishedPage> {
    return parts
      .render(nowherePaths[locale])
      .then((captured) =>
        finishPage({
          ...captured,
          status: captured.status === 200 ? 404 : captured.status,
          headers: { ...captured.headers, "cache-control": oneSecond },
        }),
      )
      .catch((error: unknown) => {
        nowhere.delete(locale);
        throw error;
      });
  }

  const cache: PageCache = {
    find(message, pathname, search) {
      if (message.method !== "GET" && message.method !== "HEAD") return null;
      const address = readPageAddress(pathname);
      if (address === null) return null;
      if (address.word === "unknown") return findNowhere(address.locale);
      const whole = wantsWholePage(message.headers, search);
      if (address.word === "listing") return whole ? findPath(address.path) : null;
      const known = parts.isKnownSlug(address.slug);
      const forSlug = (isKnown: boolean) =>
        isKnown ? (whole ? findPath(address.path) : null) : findNowhere(address.locale);
      return typeof known === "boolean" ? forSlug(known) : known.then(forSlug);
    },
  };

  return {
    find(message, pathname, search) {
      const found = cache.find(message, pathname, search);
      if (!(found instanceof Promise)) return found;
      return found.catch((error: unknown) => {
        parts.onError(error);
        return null;
      });
    },
  };
}

/** Shared caches may keep "there is no such page" as long as a page. */
const oneSecond = "public, max-age=0, s-maxage=1";

function writePage(page: CapturedPage): string {
  return JSON.stringify({ ...page, body: page.body.toString("utf8") });
}

/** Written by `writePage` of a process of the same build. */
function readPage(text: string): CapturedPage {
  const page = JSON.parse(text) as Omit<CapturedPage, "body"> & { readonly body: string };
  return { ...page, body: Buffer.from(page.body, "utf8") };
}
