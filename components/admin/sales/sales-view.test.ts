import { describe, expect, it } from "vitest";
import {
  countOf,
  exportQuery,
  findSalesTab,
  isNarrowed,
  isPhaseOf,
  pagesOf,
  rangeQuery,
  salesViewDefaults,
  tableQuery,
} from "./sales-view";

const counts = { draft: 12, scheduled: 3, live: 2, paused: 1, ended: 40, cancelled: 0, all: 58 };

describe("the tabs of the sales list", () => {
  it("keep a paused sale among the live ones", () => {
    expect(isPhaseOf(findSalesTab("live"), "paused")).toBe(true);
    expect(countOf(findSalesTab("live"), counts)).toBe(3);
  });

  it("fall back to all sales for a tab that nobody knows", () => {
    expect(countOf(findSalesTab("invented"), counts)).toBe(58);
  });

  it("page the running sales by themselves, though they come from the list of all", () => {
    expect(pagesOf(findSalesTab("live"), { pages: 2 }, 3)).toBe(1);
    expect(pagesOf(findSalesTab("ended"), { pages: 4 }, 180)).toBe(4);
  });
});

describe("tableQuery", () => {
  it("asks nothing special for the plain address, so that it is shared with other lists of the page", () => {
    expect(tableQuery(salesViewDefaults)).toBe("");
  });

  it("asks for one phase where a tab has one, and for all where it has two", () => {
    expect(tableQuery({ ...salesViewDefaults, tab: "draft" })).toBe("status=draft");
    expect(tableQuery({ ...salesViewDefaults, tab: "live" })).toBe("");
  });

  it("names search, order and page", () => {
    const view = { ...salesViewDefaults, q: "lamp & co", sort: "revenue", direction: "asc", page: "2" };
    expect(tableQuery(view)).toBe("q=lamp+%26+co&sort=revenue&direction=asc&page=2");
  });
});

describe("exportQuery", () => {
  it("holds all pages of what is shown", () => {
    expect(exportQuery({ ...salesViewDefaults, tab: "draft", page: "3" })).toBe("?status=draft");
    expect(exportQuery(salesViewDefaults)).toBe("");
  });

  it("is not for the running sales, of which there is no file: one of all sales would be another set", () => {
    expect(exportQuery({ ...salesViewDefaults, tab: "live" })).toBeNull();
  });
});

describe("rangeQuery", () => {
  it("names the range and what narrows it", () => {
    const range = { from: "2026-11-01T00:00:00.000Z", to: "2026-12-01T00:00:00.000Z" };
    const query = new URLSearchParams(rangeQuery({ ...salesViewDefaults, tab: "ended", q: "lamp" }, range));
    expect(Object.fromEntries(query)).toEqual({
      ...range,
      sort: "start",
      direction: "asc",
      status: "ended",
      q: "lamp",
    });
  });
});

describe("isNarrowed", () => {
  it("is about which sales are shown, not about their order", () => {
    expect(isNarrowed({ ...salesViewDefaults, sort: "title" })).toBe(false);
    expect(isNarrowed({ ...salesViewDefaults, tab: "draft" })).toBe(true);
    expect(isNarrowed({ ...salesViewDefaults, q: "x" })).toBe(true);
  });
});
