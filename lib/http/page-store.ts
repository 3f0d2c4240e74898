import { LRUCache } from "lru-cache";

/**
 * Where Next keeps the pages it generated: this process's memory, bounded, nothing on disk (an unknown slug asked
 * for a million times must not fill it). Each page is kept with a stamp of what it was generated from; when the
 * stamp of its path has changed meanwhile, because somebody changed the sale or its phase turned, the page counts
 * as missing and the next request generates it anew. So every process is right by itself, without messages.
 */

/** The stamp of a path; pages whose path has none never go stale by stamp. Set by the server (see wiring). */
export type PageStamp = (pathname: string) => string | null;

interface StoredPage {
  readonly value: unknown;
  readonly lastModified: number;
  /** Empty for pages that never go stale by stamp. */
  readonly stamp: string;
}

interface PageMemory {
  readonly pages: LRUCache<string, StoredPage>;
  /** The stamp a page had when its generation began: what it was read from may be older than its end. */
  readonly begun: LRUCache<string, string>;
  /** The stamp of the page that is kept for a path. */
  readonly madeFrom: LRUCache<string, string>;
  stampOf: PageStamp;
}

const memoryKey: unique symbol = Symbol.for("zerohour.pages");
const pagesMax = 2_000;

function memory(): PageMemory {
  // The server's bundle and Next's copy of this module are two modules in one process: they meet here.
  const holder: typeof globalThis & { [memoryKey]?: PageMemory } = globalThis;
  const present = holder[memoryKey];
  if (present !== undefined) return present;
  const created: PageMemory = {
    pages: new LRUCache({ max: pagesMax }),
    begun: new LRUCache({ max: pagesMax }),
    madeFrom: new LRUCache({ max: pagesMax }),
    stampOf: () => null,
  };
  holder[memoryKey] = created;
  return created;
}

export function stampPagesBy(stampOf: PageStamp): void {
  memory().stampOf = stampOf;
}

/** What the page that is kept for a path was made from; null when none is, or when nobody stamps it. */
export function stampOfStored(pathname: string): string | null {
  return memory().madeFrom.get(pathname) ?? null;
}

/** Next's scoped keys end in the path asked for: `/route-cache/APP_PAGE/<hash>/$/sales/aurora-lamp`. */
export function pathOfKey(key: string): string {
  const mark = key.indexOf("/$/");
  const path = mark === -1 ? key : key.slice(mark + 2);
  return path === "/index" ? "/" : path;
}

/** Next makes one of these per request; what it keeps must live elsewhere. */
export default class PageStore {
  async get(key: string): Promise<Omit<StoredPage, "stamp"> | null> {
    const { pages, begun, stampOf } = memory();
    const stamp = stampOf(pathOfKey(key)) ?? "";
    const page = pages.get(key);
    if (page !== undefined && page.stamp === stamp) return page;
    begun.set(key, stamp);
    return null;
  }

  async set(key: string, value: unknown): Promise<void> {
    const { pages, begun, madeFrom } = memory();
    const stamp = begun.get(key) ?? "";
    if (value === null) {
      pages.delete(key);
      madeFrom.delete(pathOfKey(key));
      return;
    }
    pages.set(key, { value, lastModified: Date.now(), stamp });
    madeFrom.set(pathOfKey(key), stamp);
  }

  async revalidateTag(tags: string | readonly string[]): Promise<void> {
    const paths = [tags].flat().map((tag) => tag.replace(/^_N_T_/, ""));
    for (const key of memory().pages.keys()) {
      if (!paths.includes(pathOfKey(key))) continue;
      memory().pages.delete(key);
      memory().madeFrom.delete(pathOfKey(key));
    }
  }

  resetRequestCache(): void {
    // Nothing is kept per request.
  }
}
