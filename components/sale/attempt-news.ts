/** Tabs of one browser tell each other that the account's attempt in a sale has changed. */
const channelName = "zerohour-attempt";

/** A page's own message comes back to its own listeners; this tells it apart. */
const pageId = Math.random().toString(36).slice(2);

export function tellAttempt(slug: string): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage([pageId, slug]);
  channel.close();
}

/** Calls `listener` when another tab tells of this sale; returns how to stop. */
export function onAttemptNews(slug: string, listener: () => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (Array.isArray(data) && data[0] !== pageId && data[1] === slug) listener();
  };
  return () => channel.close();
}
