import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { type EarlyClick, earlyClickScript } from "./early-click";

interface StandInButton {
  textContent: string;
  busy: boolean;
  readonly act: string;
}

/** The little of a browser that the script touches. */
function openPage() {
  const listeners = new Set<(event: unknown) => void>();
  const window: { zerohourEarlyClick?: EarlyClick } = {};
  const document = {
    addEventListener: (_name: string, listener: (event: unknown) => void) => listeners.add(listener),
    removeEventListener: (_name: string, listener: (event: unknown) => void) => listeners.delete(listener),
  };
  const run = () => runInNewContext(earlyClickScript("Sending…"), { window, document });
  const click = (button: StandInButton) => {
    const element = {
      get textContent() {
        return button.textContent;
      },
      set textContent(text: string) {
        button.textContent = text;
      },
      setAttribute: () => {
        button.busy = true;
      },
    };
    const target = { closest: () => (button.act === "buy" ? element : null) };
    for (const listener of listeners) listener({ target });
  };
  return { window, listeners, run, click };
}

const buy = (): StandInButton => ({ textContent: "Buy now · €79", busy: false, act: "buy" });

describe("the script for clicks before the page is alive", () => {
  it("answers at once and keeps the click with the button's own text", () => {
    const page = openPage();
    page.run();
    const button = buy();
    page.click(button);
    page.click(button);
    expect(button).toMatchObject({ textContent: "Sending…", busy: true });
    expect(page.window.zerohourEarlyClick?.text).toBe("Buy now · €79");
  });

  it("leaves buttons alone that do not buy", () => {
    const page = openPage();
    page.run();
    const button = { ...buy(), act: "none", textContent: "Opens Fri 12:00" };
    page.click(button);
    expect(button.textContent).toBe("Opens Fri 12:00");
    expect(page.window.zerohourEarlyClick?.text).toBeNull();
  });

  it("is one script however often it stands in the page, and silent once React has taken over", () => {
    const page = openPage();
    page.run();
    page.run();
    page.run();
    expect(page.listeners.size).toBe(1);
    page.window.zerohourEarlyClick?.stop();
    const button = buy();
    page.click(button);
    expect(button.textContent).toBe("Buy now · €79");
  });
});
