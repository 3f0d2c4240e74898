import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { exampleSale } from "../form/example-sale";
import { formOf, newForm } from "../form/sale-form";
import { usualSettings } from "../form/usual-settings";
import { type PreviewState, previewSale, previewStates } from "./preview-sale";

const say = wordsOf("en");

const nowMs = Date.parse("2026-11-21T14:00:00.000Z");
const form = formOf(exampleSale());

describe("previewSale", () => {
  it.each<[PreviewState, string, string]>([
    ["upcoming", "Upcoming", "Opens 1 Dec 12:00"],
    ["live", "Live", "Buy now · €79"],
    ["held", "All held", "All held · Join return line"],
    ["sold_out", "Sold out", "Sold out"],
    ["ended", "Ended", "Ended"],
    ["paused", "Paused", "Paused"],
    ["cancelled", "Cancelled", "Cancelled"],
  ])("draws %s with the shop's own words", (state, word, control) => {
    const preview = previewSale(form, state, nowMs, null, say);
    expect([preview.words.state, preview.control.name]).toEqual([word, control]);
  });

  it("draws every state of a form in which nothing is typed yet", () => {
    const blank = { ...newForm(usualSettings, nowMs), start: { text: "", which: null }, timeZone: "" } as const;
    for (const state of Object.keys(previewStates) as PreviewState[]) {
      const { sale, words } = previewSale(blank, state, nowMs, null, say);
      expect(sale.title).toBe("Untitled sale");
      expect(JSON.stringify([sale, words])).not.toContain("NaN");
    }
  });

  it("tells times as the reader's own page would", () => {
    expect(previewSale(form, "upcoming", nowMs, "Asia/Shanghai", say).control.name).toBe("Opens 1 Dec 19:00");
  });

  it("shows exact numbers only where the sale does", () => {
    expect(previewSale(form, "live", nowMs, null, say).words.sentence).toMatch(/^Plenty left/);
    expect(previewSale({ ...form, showExactStock: true }, "live", nowMs, null, say).words.sentence).toMatch(/^60 left/);
  });
});
