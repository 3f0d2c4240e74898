import { describe, expect, it } from "vitest";
import type { SaleFields } from "./admin-sale";
import { writeCsvRow } from "./csv";
import { parseCsv } from "./csv-parse";
import { readSaleRows, type SaleCandidate } from "./read-sale-rows";
import { saleColumns } from "./sale-columns";
import { readSaleTable, type SaleTable } from "./sale-import";
import { templateSales } from "./sale-template";
import { writeSaleRows } from "./write-sale-rows";

const defaults = { currency: "EUR", timeZone: "Europe/Berlin" };

function tableOf(text: string): SaleTable {
  const reading = parseCsv(text, { rowsMax: 1_000, columnsMax: 60 });
  if (reading.word !== "read") throw new Error(reading.word);
  return readSaleTable(reading.rows);
}

function candidatesOf(text: string): readonly SaleCandidate[] {
  const table = tableOf(text);
  if (table.word !== "read") throw new Error(JSON.stringify(table.errors));
  return table.sales.map(([first, ...more]) => {
    if (first === undefined) throw new Error("a sale without rows");
    return readSaleRows([first, ...more], defaults);
  });
}

const needed = "slug,title,price,starts_at,ends_at";
const lamp = "lamp,Lamp,79,2026-12-01 10:00,2026-12-01 11:00";

/** Errors of the only sale with one more column. */
const errorsWith = (column: string, cell: string) =>
  candidatesOf(`${needed},${column}\n${lamp},"${cell}"`)[0]?.errors.map((error) => error.message);

const inputWith = (column: string, cell: string) => candidatesOf(`${needed},${column}\n${lamp},"${cell}"`)[0]?.input;

describe("a file of sales", () => {
  it("needs a few columns and leaves the rest to the usual values", () => {
    const [candidate] = candidatesOf(`${needed}\n${lamp}\n`);
    expect(candidate).toMatchObject({ line: 2, slug: "lamp", title: "Lamp", errors: [] });
    expect(candidate?.input).toEqual({
      slug: "lamp",
      title: "Lamp",
      description: "",
      price: { minor: 7_900, currency: "EUR" },
      startsAt: "2026-12-01T09:00:00.000Z",
      endsAt: "2026-12-01T10:00:00.000Z",
      timeZone: "Europe/Berlin",
      items: [],
      images: [],
      promoted: [],
      releases: [],
      eligibility: {},
    });
  });

  it("takes the columns in any order and their names as people write them", () => {
    const [candidate] = candidatesOf(
      "Ends at;TITLE; slug ;Starts-At;price\n2026-12-01 11:00;Lamp;lamp;2026-12-01 9:00;79,50",
    );
    expect(candidate?.errors).toEqual([]);
    expect(candidate?.input).toMatchObject({ price: { minor: 7_950 }, startsAt: "2026-12-01T08:00:00.000Z" });
  });

  it("has further rows for further items, pictures and releases of a sale", () => {
    const [candidate, next] = candidatesOf(
      `${needed},sku,item,stock,image,alt,release_at,release_units,release_sku\n` +
        `${lamp},S,Small,5,/a.svg,First,,,\n` +
        "lamp,,,,,L,Large,7,/b.svg,Second,2026-12-01 10:30,3,L\n" +
        ",,,,,XL,,1,,,,,\n" +
        "mug,Mug,9,2026-12-02 10:00,2026-12-02 11:00,M,Mug,1,,,,,\n",
    );
    expect(candidate?.errors).toEqual([]);
    expect(candidate?.input).toMatchObject({
      items: [
        { sku: "S", name: "Small", stock: 5 },
        { sku: "L", name: "Large", stock: 7 },
        { sku: "XL", name: "XL", stock: 1 },
      ],
      images: [
        { url: "/a.svg", alt: "First" },
        { url: "/b.svg", alt: "Second" },
      ],
      releases: [{ at: "2026-12-01T09:30:00.000Z", quantity: 3, sku: "L" }],
    });
    expect(candidate?.placeOf("items.2.sku")).toEqual({ line: 4, column: "sku" });
    expect(candidate?.placeOf("releases.0.quantity")).toEqual({ line: 3, column: "release_units" });
    expect(candidate?.placeOf("eligibility.inviteOnly")).toEqual({ line: 2, column: "invite_only" });
    expect(next).toMatchObject({ line: 5, slug: "mug", errors: [] });
  });

  it("tells what of a further row belongs in the first", () => {
    const [candidate] = candidatesOf(`${needed},sku,stock\n${lamp},S,5\nlamp,,12,,,L,7\n`);
    expect(candidate?.errors).toEqual([
      { line: 3, column: "price", message: "belongs in the first row of the sale, line 2; a new sale needs a title" },
    ]);
  });

  it.each([
    ["an unknown column", `${needed},colour\n${lamp},red\n`, /colour, which is none of slug/],
    ["a column twice", `${needed},price\n${lamp},1\n`, /column price twice/],
    ["columns missing", "slug,title\nlamp,Lamp\n", /lacks the columns price, starts_at, ends_at/],
    ["no sales", `${needed}\n`, /no sales below/],
    ["nothing", "", /the file is empty/],
    ["a cell beside the columns", `${needed}\n${lamp},more\n`, /a cell in a column without a name/],
  ])("is refused with %s", (_, text, message) => {
    const table = tableOf(text);
    expect(table.word === "refused" ? table.errors.map((error) => error.message).join() : table.word).toMatch(message);
  });

  it.each<[string, string, RegExp]>([
    ["regular_price", "1.299,00", /nothing between thousands/],
    ["regular_price", "€129", /nothing between thousands/],
    ["regular_price", "129.999", /has 3 decimals, but EUR has 2/],
    ["regular_price", "0", /more than 0/],
    ["regular_price", "999999", /at most 500000/],
    ["currency", "Euro", /write it as EUR/],
    ["time_zone", "+01:00", /write it as Europe\/Berlin/],
    ["limit", "two", /whole number/],
    ["limit", "-1", /whole number/],
    ["payment_minutes", "0", /minutes from 1 to 60/],
    ["payment_minutes", "90", /minutes from 1 to 60/],
    ["invite_only", "perhaps", /yes or no/],
    ["release_at", "12/1/2026 10:00", /formatted as text/],
    ["release_at", "2026-02-30T10:00:00Z", /such as 2026-12-01 10:00/],
  ])("tells of %s that %s", (column, cell, message) => {
    expect(errorsWith(column, cell)?.join()).toMatch(message);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ["regular_price", "129", { regularPrice: { minor: 12_900, currency: "EUR" } }],
    ["regular_price", "129.5", { regularPrice: { minor: 12_950, currency: "EUR" } }],
    ["currency", "JPY", { price: { minor: 79, currency: "JPY" } }],
    ["currency", "KWD", { price: { minor: 79_000, currency: "KWD" } }],
    ["limit", "2.0", { limitPerAccount: 2 }],
    ["payment_minutes", "10", { paymentWindowSeconds: 600 }],
    ["payment_minutes", "1,5", { paymentWindowSeconds: 90 }],
    ["payment_minutes", "1:30", { paymentWindowSeconds: 90 }],
    ["invite_only", "TRUE", { eligibility: { inviteOnly: true } }],
    ["challenge", "no", { challenge: false }],
    ["promoted", "mug, print|radio", { promoted: ["mug", "print", "radio"] }],
  ])("reads %s %s", (column, cell, input) => {
    expect(inputWith(column, cell)).toMatchObject(input);
  });

  it("tells what every needed cell lacks", () => {
    const [candidate] = candidatesOf(`${needed}\nlamp,,,,\n`);
    expect(candidate?.errors.map(({ column }) => column)).toEqual(["title", "price", "starts_at", "ends_at"]);
  });
});

describe("a time in a file", () => {
  const timeWith = (cell: string) => {
    const [candidate] = candidatesOf(`slug,title,price,starts_at,ends_at\nlamp,Lamp,79,${cell},2027-12-01 11:00`);
    return candidate?.errors[0]?.message ?? candidate?.input.startsAt;
  };

  it.each([
    ["2026-12-01 10:00", "2026-12-01T09:00:00.000Z"],
    ["2026-12-01T10:00:30", "2026-12-01T09:00:30.000Z"],
    ["2026-12-01 24:00", "2026-12-01T23:00:00.000Z"],
    ["2026-12-01T10:00:00Z", "2026-12-01T10:00:00.000Z"],
    ["2026-12-01T10:00:00.000Z", "2026-12-01T10:00:00.000Z"],
    ["2026-12-01 10:00+09:00", "2026-12-01T01:00:00.000Z"],
    ["2026-10-25T02:30+02:00", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25T02:30+01:00", "2026-10-25T01:30:00.000Z"],
  ])("%s is %s", (cell, at) => {
    expect(timeWith(cell)).toBe(at);
  });

  it("that the clocks skip is refused with both choices", () => {
    expect(timeWith("2026-03-29 02:30")).toBe(
      "2026-03-29 02:30 does not exist in Europe/Berlin: the clocks are put forward over it. " +
        "Write 2026-03-29 01:30 or 2026-03-29 03:30",
    );
  });

  it("that happens twice is refused with both choices, and both can be read", () => {
    expect(timeWith("2026-10-25 02:30")).toBe(
      "2026-10-25 02:30 happens twice in Europe/Berlin: the clocks are put back over it. " +
        "Write 2026-10-25T02:30+02:00 for the first time or 2026-10-25T02:30+01:00 for the second",
    );
  });
});

/** Cells that have broken spreadsheets and readers before. */
const hostileTexts = [
  '=HYPERLINK("http://x.example","click")',
  "+1+1",
  "-2",
  "@SUM(A1:A9)",
  "'=1",
  "''@x",
  '=1;2,3"4"',
  "say \"hi\", ok; 'fine'",
  "🏔 Gipfel – 頂上 \u200Fשלום\u200F",
  "｜＝１",
  "a=b*c|d=e",
];

describe("sales written and read again", () => {
  const [template] = templateSales(Date.parse("2026-11-21T12:00:00Z"), defaults);
  if (template === undefined) throw new Error("no template");

  function again(sale: SaleFields): Readonly<Record<string, unknown>> {
    const text = writeCsvRow(saleColumns) + writeSaleRows(sale).map(writeCsvRow).join("");
    const [candidate] = candidatesOf(text);
    expect(candidate?.errors).toEqual([]);
    return candidate?.input ?? {};
  }

  it.each<[string, Partial<SaleFields>]>([
    ["as they are usually", {}],
    [
      "without what may be left out",
      { images: [], items: [], regularPrice: null, lowestPrice30d: null, description: "" },
    ],
    ["with a description of all line ends", { description: "=1\n\r\n\"two\"\rthree;\n\n'four'\t5 " }],
    [
      "with several items and releases",
      {
        items: [1, 2, 3].map((number) => ({ sku: `S-${number}`, name: `Size ${number}`, stock: number })),
        releases: [
          { at: template.startsAt, quantity: 1, sku: "S-3" },
          { at: template.startsAt, quantity: 1, sku: null },
        ],
      },
    ],
    [
      "with more pictures than items",
      { images: ["/a.svg", "/b.svg", "/c.svg"].map((url) => ({ url, alt: `Of ${url}` })) },
    ],
    [
      "with other rules",
      {
        limitPerAccount: 3,
        paymentWindowSeconds: 61,
        eligibility: { minLevel: 2, inviteOnly: true },
        showExactStock: true,
        admission: "draw",
        challenge: true,
        withoutGate: "books",
        promoted: ["mug", "print"],
      },
    ],
    [
      "in yen",
      { price: { minor: 7, currency: "JPY" }, regularPrice: null, lowestPrice30d: { minor: 12_345, currency: "JPY" } },
    ],
    ["in dinars", { price: { minor: 5, currency: "KWD" }, regularPrice: null, lowestPrice30d: null }],
    [
      "from the first of two equal hours to the second",
      {
        startsAt: "2026-10-25T00:30:00.000Z",
        endsAt: "2026-10-25T01:30:00.000Z",
      },
    ],
    ["at odd moments", { startsAt: "2026-12-01T09:00:05.000Z", endsAt: "2026-12-01T09:59:59.999Z" }],
    ["in a zone of half hours", { timeZone: "Australia/Lord_Howe" }],
  ])("are the same %s", (_, wish) => {
    const sale = { ...template, ...wish };
    const { regularPrice, lowestPrice30d, ...rest } = sale;
    expect(again(sale)).toEqual({
      ...rest,
      ...(regularPrice === null ? {} : { regularPrice }),
      ...(lowestPrice30d === null ? {} : { lowestPrice30d }),
    });
  });

  it.each(hostileTexts)("are the same with %j in every text", (text) => {
    const sale = {
      ...template,
      title: text,
      description: text,
      items: [{ sku: "A", name: text, stock: 1 }],
      images: [{ url: "/a.svg", alt: text }],
    };
    expect(again(sale)).toEqual(sale);
    for (const cell of writeSaleRows(sale)
      .flat()
      .map((value) => writeCsvRow([value]))) {
      expect(cell).not.toMatch(/^"?[=+\-@]/);
    }
  });
});
