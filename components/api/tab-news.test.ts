import { afterEach, describe, expect, it, vi } from "vitest";
import { onTabNews, tellTabs } from "./tab-news";

/** Another tab of the same browser, as far as news go. */
const otherTab = new BroadcastChannel("zerohour");
const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function listen(news: Parameters<typeof onTabNews>[0]) {
  const listener = vi.fn();
  stops.push(onTabNews(news, listener));
  return listener;
}

describe("tab news", () => {
  it("reaches the listeners of that news and no others", async () => {
    const session = listen("session");
    const orders = listen("orders");
    otherTab.postMessage("orders");
    await vi.waitFor(() => expect(orders).toHaveBeenCalledOnce());
    expect(session).not.toHaveBeenCalled();
  });

  it("does not come back to the tab that told it", async () => {
    const own = listen("session");
    const heardElsewhere = new Promise((resolve) => {
      otherTab.onmessage = resolve;
    });
    tellTabs("session");
    await heardElsewhere;
    // What the other tab says afterwards arrives after whatever of our own could arrive.
    const orders = listen("orders");
    otherTab.postMessage("orders");
    await vi.waitFor(() => expect(orders).toHaveBeenCalledOnce());
    expect(own).not.toHaveBeenCalled();
  });

  it("ignores what is no news, and is silent after stopping", async () => {
    const session = listen("session");
    const stopped = vi.fn();
    onTabNews("session", stopped)();
    otherTab.postMessage({ evil: true });
    otherTab.postMessage("session");
    await vi.waitFor(() => expect(session).toHaveBeenCalledOnce());
    expect(stopped).not.toHaveBeenCalled();
  });
});
