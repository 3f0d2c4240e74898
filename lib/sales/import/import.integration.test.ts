import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AdminSaleAnswer,
  byteOrderMark,
  type Problem,
  type SaleFields,
  type SaleImportAnswer,
  type SaleImportedAnswer,
  saleColumns,
} from "../../domain";
import { answerSaleImport, type SaleImporter } from "../../http/answer-import";
import type { Answer } from "../../http/message";
import { problem } from "../../http/openapi/answers/problem-answer";
import { saleImport, saleImported } from "../../http/openapi/answers/sale-import-answers";
import { importBytesMax, importSalesMax } from "../../http/read-import";
import { respondSaleTable, respondSaleTemplate } from "../../http/respond-sale-table";
import { webRequest } from "../../http/web";
import { recordChanges } from "../../log/record-change";
import { verifyLog } from "../../log/verify-log";
import { done, type EditingWorld, openEditingWorld } from "../../testing/editing-world";
import { findTakenSlugs, importSales } from "./import-sales";
import { makeSampleSale } from "./make-sample-sale";

let world: EditingWorld;
let importer: SaleImporter;
const defaults = { currency: "EUR", timeZone: "Europe/Berlin" };

beforeAll(async () => {
  world = await openEditingWorld();
  const { clock, database } = world;
  const { pool } = database;
  importer = {
    defaults: async () => defaults,
    findTaken: (slugs) => findTakenSlugs({ pool }, slugs),
    create: (sales, actor) => importSales({ pool, clock, recordChanges }, sales, actor),
  };
});

afterAll(() => world.database.drop());

interface SendWish {
  readonly dryRun?: "0" | "1" | "2";
  readonly contentType?: string;
}

function send(body: string | Uint8Array<ArrayBuffer>, wish: SendWish = {}): Promise<Answer> {
  const { dryRun = "1", contentType = "text/csv; charset=utf-8" } = wish;
  const url = `https://shop.example/api/admin/sales/import?dryRun=${dryRun}`;
  const request = new Request(url, { method: "POST", headers: { "content-type": contentType }, body });
  const { accountId: id, ...rest } = world.actor;
  const account = { id, name: "Li", email: "li@example.com", role: "marketer" as const, level: 0 };
  const actor = { account, keyName: null, ...rest };
  return answerSaleImport({ importer, nowMs: world.clock.nowMs(), request: webRequest(request), actor });
}

const bodyOf = (answer: Answer): unknown => JSON.parse(answer.body ?? "null");
const dryRunOf = (answer: Answer): SaleImportAnswer => saleImport.parse(bodyOf(answer));
const importedOf = (answer: Answer): SaleImportedAnswer => saleImported.parse(bodyOf(answer));
const problemOf = (answer: Answer): Problem => problem.parse(bodyOf(answer));

async function textOf({ stream }: Answer): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

const header = "slug,title,price,starts_at,ends_at,sku,stock,image,alt";
let number = 0;
function newSlug(): string {
  number += 1;
  return `row-${number}`;
}
const row = (slug: string, title = "Lamp") =>
  `${slug},${title},79,2026-12-01 10:00,2026-12-01 11:00,LAMP,10,/lamp.svg,A lamp`;

async function countSales(): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM sales");
  return rows[0]?.count ?? 0;
}

async function logOf(slug: string) {
  const { rows } = await world.database.pool.query<{ verb: string; actorId: string; after: { slug: string } }>(
    `SELECT verb, actor_id AS "actorId", after FROM admin_log WHERE object = $1 ORDER BY id`,
    [`sale:${slug}`],
  );
  return rows;
}

describe("a file of sales", () => {
  it("is only looked at in a dry run, which is the usual", async () => {
    const before = await countSales();
    const [first, second] = [newSlug(), newSlug()];
    const answer = await send(`${header}\n${row(first)}\n${row(second)}\n`);
    expect(answer.status).toBe(200);
    expect(dryRunOf(answer)).toEqual({
      rows: [
        { line: 2, slug: first, title: "Lamp", errors: [], warnings: [] },
        { line: 3, slug: second, title: "Lamp", errors: [], warnings: [] },
      ],
      valid: 2,
      invalid: 0,
    });
    expect(await countSales()).toBe(before);
  });

  it("makes drafts of all its sales, each with its entry in the log", async () => {
    const slugs = [newSlug(), newSlug(), newSlug()].reverse();
    const answer = await send(`${header}\n${slugs.map((slug) => row(slug)).join("\n")}\n`, { dryRun: "0" });
    expect(answer.status).toBe(201);
    expect(importedOf(answer)).toEqual({ created: slugs });
    for (const slug of slugs) {
      const sale = await world.editing.read(slug);
      expect(sale).toMatchObject({
        status: "draft",
        owner: { id: world.actor.accountId },
        price: { minor: 7_900, currency: "EUR" },
        startsAt: "2026-12-01T09:00:00.000Z",
        items: [{ sku: "LAMP", name: "LAMP", stock: 10 }],
        limitPerAccount: 1,
      });
      expect(await logOf(slug)).toMatchObject([{ verb: "import", actorId: world.actor.accountId, after: { slug } }]);
    }
    expect(await verifyLog(world.database.pool)).toMatchObject({ word: "intact" });
  });

  it("makes nothing while one of its sales has an error, and says where", async () => {
    const before = await countSales();
    const text = `${header}\n${row(newSlug())}\n${row(newSlug()).replace("79", "€79").replace("10,/lamp", "-1,/lamp")}\n`;
    const dryRun = dryRunOf(await send(text));
    expect(dryRun).toMatchObject({ valid: 1, invalid: 1 });
    expect(dryRun.rows[0]?.errors).toEqual([]);
    const answer = await send(text, { dryRun: "0" });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).errors).toEqual([
      { path: "line 3, price", message: expect.stringContaining("must be an amount such as 79.00") },
      { path: "line 3, stock", message: "must be a whole number" },
    ]);
    expect(await countSales()).toBe(before);
  });

  it("tells of the rules of every sale by line and column", async () => {
    const text = [
      `${header},limit,payment_minutes,admission,time_zone,promoted`,
      `Bad Slug,Lamp,79,2026-12-01 11:00,2026-12-01 10:00,?,10,lamp.svg,,99,5,lottery,,`,
      `${newSlug()},Lamp,79,2026-12-01 10:00,2026-12-01 10:00,LAMP,10,/lamp.svg,A lamp,,,,,`,
      ",,,,,LAMP,5,,,,,,,",
      `${newSlug()},${"x".repeat(121)},79,2026-03-29 02:30,2026-10-25 02:30,,,,,,,,,`,
    ].join("\n");
    const { rows } = dryRunOf(await send(text));
    const told = rows.map(({ errors }) => errors.map(({ line, column, message }) => `${line} ${column} ${message}`));
    expect(told[0]).toEqual([
      "2 slug must be lower-case words joined by single hyphens, at most 64 characters",
      "2 image must be a path on this site or an https address",
      "2 alt must not be empty",
      "2 sku must be 1 to 64 letters, digits and . _ / -",
      "2 limit must be at most 31",
      "2 admission must be one of first_come, shuffle, draw",
    ]);
    expect(told[1]).toEqual(["3 ends_at must be after starts_at", "4 sku LAMP is there twice"]);
    expect(told[2]).toEqual([
      expect.stringMatching(/^5 starts_at 2026-03-29 02:30 does not exist in Europe\/Berlin/),
      expect.stringMatching(/^5 ends_at 2026-10-25 02:30 happens twice in Europe\/Berlin/),
      "5 title must have at most 120 characters",
    ]);
  });

  it("warns of what would stop or hinder publishing", async () => {
    const text = `${header},regular_price\n${newSlug()},Lamp,79,2026-11-01 10:00,2026-12-01 11:00,LAMP,0,,,79\n`;
    const { rows, valid } = dryRunOf(await send(text));
    expect(valid).toBe(1);
    expect(rows[0]?.warnings.map(({ column }) => column)).toEqual(
      expect.arrayContaining(["starts_at", "ends_at", "price", "stock", "image"]),
    );
  });

  it("has each slug once, in the file and in the shop", async () => {
    const [slug, taken] = [newSlug(), newSlug()];
    await world.make({ slug: taken });
    const text = `${header}\n${row(slug)}\n${row(slug, "Other")}\n${row(taken)}\n`;
    const { rows } = dryRunOf(await send(text));
    expect(rows.map(({ errors }) => errors.map(({ message }) => message))).toEqual([
      [],
      ["is the slug of line 2 as well"],
      ["is the slug of a sale that exists already: choose another"],
    ]);
    expect((await send(text, { dryRun: "0" })).status).toBe(400);
    expect(await world.editing.read(slug)).toBeNull();
  });

  it("makes nothing when somebody takes one of its slugs in the same moment", async () => {
    const [free, taken] = [newSlug(), newSlug()];
    await world.make({ slug: taken });
    const fields = [world.newFields({ slug: free }), world.newFields({ slug: taken })];
    const { database, clock } = world;
    const outcome = await importSales({ pool: database.pool, clock, recordChanges }, fields, world.actor);
    expect(outcome).toEqual({ word: "taken", slugs: [taken] });
    expect(await world.editing.read(free)).toBeNull();
    expect(await logOf(free)).toEqual([]);
  });

  it("is made once of two at the same moment, whatever their order", async () => {
    const slugs = Array.from({ length: 12 }, newSlug);
    const text = (order: readonly string[]) => `${header}\n${order.map((slug) => row(slug)).join("\n")}\n`;
    const before = await countSales();
    const answers = await Promise.all([
      send(text(slugs), { dryRun: "0" }),
      send(text([...slugs].reverse()), { dryRun: "0" }),
    ]);
    // The second finds the slugs taken while it looks, or when it writes.
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.every((answer) => [201, 400, 409].includes(answer.status))).toBe(true);
    expect(await countSales()).toBe(before + slugs.length);
  });

  it("can be as large as the bounds say, in one transaction", async () => {
    const slugs = Array.from({ length: importSalesMax }, newSlug);
    const text = `${header}\n${slugs.map((slug) => row(slug)).join("\n")}\n`;
    expect((await send(text, { dryRun: "0" })).status).toBe(201);
    expect(problemOf(await send(`${text}${row(newSlug())}\n`)).errors?.[0]?.message).toContain("at most 200");
    expect(await verifyLog(world.database.pool)).toMatchObject({ word: "intact" });
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, SendWish, number, string]>([
    ["of another type", `${header}\n`, { contentType: "application/json" }, 415, "text/csv"],
    ["of another character set", `${header}\n`, { contentType: "text/csv; charset=latin1" }, 415, "text/csv"],
    ["too long", `${header}\n${"x".repeat(importBytesMax)}`, {}, 413, "1 MB"],
    ["in Latin 1", new Uint8Array([...new TextEncoder().encode(`${header}\n`), 0xe9]), {}, 400, "UTF-8"],
    ["in UTF-16", new Uint8Array([0xff, 0xfe, 0x73, 0, 0x6c, 0]), {}, 400, "UTF-8"],
    ["with a character that ends texts", `${header}\n\0\n`, {}, 400, "UTF-8"],
    ["with an open cell", `${header}\n"lamp,x\n`, {}, 400, "line 2"],
    ["with text behind a cell", `${header}\n"lamp"x,y\n`, {}, 400, "line 2"],
    ["without its columns", "slug,title\nlamp,Lamp\n", {}, 400, "price, starts_at, ends_at"],
    ["with a wish that is none", `${header}\n`, { dryRun: "2" }, 400, "dryRun"],
    ["empty", "", {}, 400, "empty"],
  ])("is refused when it is %s", async (_, body, wish, status, words) => {
    const answer = await send(body, wish);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(words);
    problemOf(answer);
  });

  it("is taken from spreadsheets of other countries, with a byte order mark and semicolons", async () => {
    const slug = newSlug();
    const text = `${byteOrderMark}${header.replaceAll(",", ";")}\r\n${row(slug).replaceAll(",", ";").replace(";79;", ";79,50;")}\r\n;;;;;;;;\r\n`;
    expect((await send(text, { dryRun: "0" })).status).toBe(201);
    expect((await world.editing.read(slug))?.price).toEqual({ minor: 7_950, currency: "EUR" });
  });
});

describe("the template", () => {
  it("can be imported as it is, without a warning", async () => {
    for (const timeZone of ["Europe/Berlin", "America/New_York", "Pacific/Apia"]) {
      const text = await textOf(respondSaleTemplate(world.clock.nowMs(), { currency: "EUR", timeZone }, true));
      const dryRun = dryRunOf(await send(text));
      expect(dryRun).toMatchObject({ valid: 2, invalid: 0 });
      expect(dryRun.rows.flatMap((sale) => sale.warnings)).toEqual([]);
    }
  });
});

/** What a person decided about a sale: everything that a file has. */
function contentOf(sale: AdminSaleAnswer | null): Partial<SaleFields> {
  if (sale === null) throw new Error("there is no such sale");
  const { id, status, phase, version, endedReason, endedAt, pausedAt, cancelReason, counts, owner, ...rest } = sale;
  const { createdAt, updatedAt, slug, ...content } = rest;
  return content;
}

describe("the table of sales", () => {
  it("gives the same sales again when it is imported, whatever is in them", async () => {
    const hostile = `=cmd|' /C calc'!A1 "quoted", ';' 🏔 \u200Fשלום\u200F`;
    const made = [
      await world.make({ slug: "table-plain" }),
      await world.make({
        slug: "table-hostile",
        title: hostile,
        description: `${hostile}\r\n\r\n+1\n-2\n@x\t`,
        items: ["'=1", "a|b=c*3", hostile].map((name, index) => ({ sku: `S ${index}`, name, stock: index })),
        images: ["@a", "''-b"].map((alt, index) => ({ url: `/a,b;${index}.svg`, alt })),
        price: { minor: 5, currency: "KWD" },
        regularPrice: null,
        startsAt: "2027-10-31T00:30:00.000Z",
        endsAt: "2027-10-31T01:30:00.000Z",
        releases: [{ at: "2027-10-31T01:00:00.250Z", quantity: 1, sku: "S 2" }],
        paymentWindowSeconds: 61,
        eligibility: { minLevel: 3, inviteOnly: true },
        admission: "draw",
        challenge: true,
        showExactStock: true,
        withoutGate: "books",
        promoted: ["table-plain", "other"],
      }),
    ];
    const wish = { phase: null, search: "table-", page: 1, order: "start", range: null } as const;
    const table = await textOf(respondSaleTable(world.editing, wish, true));
    expect(table.startsWith(byteOrderMark + saleColumns.join(","))).toBe(true);
    const moved = table.replaceAll(/(?<=^|\n)"?table-(plain|hostile)/g, "again-$1");
    expect(importedOf(await send(moved, { dryRun: "0" })).created.toSorted()).toEqual(["again-hostile", "again-plain"]);
    for (const sale of made) {
      const again = await world.editing.read(sale.slug.replace("table-", "again-"));
      expect(contentOf(again)).toEqual(contentOf(await world.editing.read(sale.slug)));
    }
  });

  it("has all that fit and nothing else, over many pages", async () => {
    const slugs = Array.from({ length: 60 }, (_, index) => `many-${index}`);
    for (const slug of slugs) await world.make({ slug });
    const wish = { phase: "draft", search: "many-", page: 1, order: "title", range: null } as const;
    const lines = (await textOf(respondSaleTable(world.editing, wish, false))).trimEnd().split("\r\n");
    expect(
      lines
        .slice(1)
        .map((line) => line.split(",")[0])
        .toSorted(),
    ).toEqual(slugs.toSorted());
    const none = await textOf(respondSaleTable(world.editing, { ...wish, phase: "live" }, false));
    expect(none).toBe(`${saleColumns.join(",")}\r\n`);
  });
});

describe("a sample sale", () => {
  const sample = () => {
    const { clock, database, editing } = world;
    return makeSampleSale({ pool: database.pool, clock, editing }, world.actor);
  };

  it("is published and opens in a minute for five", async () => {
    const sale = done(await sample());
    expect(sale).toMatchObject({ status: "published", phase: "scheduled", owner: { id: world.actor.accountId } });
    expect(Date.parse(sale.startsAt)).toBe(world.clock.nowMs() + 60_000);
    expect(Date.parse(sale.endsAt) - Date.parse(sale.startsAt)).toBe(300_000);
    expect(sale.images[0]?.url).toMatch(/^\/products\/.+\.svg$/);
    expect(world.told.some(({ saleId }) => saleId === sale.id)).toBe(true);
    expect((await logOf(sale.slug)).map(({ verb }) => verb)).toEqual(["create", "publish"]);
  });

  it("can be made as often as one likes, also by several at once", async () => {
    const sales = (await Promise.all([sample(), sample(), sample(), sample()])).map(done);
    for (let turn = 0; turn < 9; turn += 1) sales.push(done(await sample()));
    expect(new Set(sales.map((sale) => sale.slug)).size).toBe(sales.length);
    expect(sales.every((sale) => sale.status === "published")).toBe(true);
  });
});
