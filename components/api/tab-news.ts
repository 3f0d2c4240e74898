/** What one tab of a browser tells the others: ask again, something of the account's changed. */
export type TabNews = "session" | "orders";

const channelName = "zerohour";

const listeners = new Set<(news: TabNews) => void>();
let shared: BroadcastChannel | null = null;

function isTabNews(message: unknown): message is TabNews {
  return message === "session" || message === "orders";
}

/** One channel for the page: a second one would hear the page's own news. Null in browsers without channels. */
function sharedChannel(): BroadcastChannel | null {
  if (shared !== null || typeof BroadcastChannel === "undefined") return shared;
  shared = new BroadcastChannel(channelName);
  shared.onmessage = (event: MessageEvent<unknown>) => {
    if (!isTabNews(event.data)) return;
    for (const listener of listeners) listener(event.data);
  };
  return shared;
}

/** Tells the other tabs, not this one. Browsers without channels follow when their window comes to the front. */
export function tellTabs(news: TabNews): void {
  sharedChannel()?.postMessage(news);
}

/** Calls `listener` when another tab tells `news`; returns how to stop, for an effect's clean-up. */
export function onTabNews(news: TabNews, listener: () => void): () => void {
  sharedChannel();
  const hear = (heard: TabNews): void => {
    if (heard === news) listener();
  };
  listeners.add(hear);
  return () => {
    listeners.delete(hear);
  };
}
