import type { ImportDefaults, SaleFields, SaleImportAnswer, SaleImportedAnswer } from "../domain";
import { type Answer, type HttpRequest, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { type ImportInput, readSaleImport, type SaleToImport } from "./read-import";
import { invalidRequest } from "./read-json";
import { logActor } from "./respond-sale-editing";
import type { Actor } from "./route";

/** The part of the shop that takes a file of sales. */
export interface SaleImporter {
  /** What new sales have that do not say it themselves. */
  defaults(): Promise<ImportDefaults>;
  findTaken(slugs: readonly string[]): Promise<ReadonlySet<string>>;
  create(
    sales: readonly SaleFields[],
    actor: ReturnType<typeof logActor>,
  ): Promise<{ readonly word: "created" | "taken"; readonly slugs: readonly string[] }>;
}

interface ImportCall {
  readonly importer: SaleImporter;
  readonly nowMs: number;
  readonly request: HttpRequest;
  readonly actor: Actor;
}

/** A dry run tells per sale what is wrong; else drafts of all sales are made, or of none. Nothing is published. */
export async function answerSaleImport({ importer, nowMs, request, actor }: ImportCall): Promise<Answer> {
  const input = await readSaleImport(request, await importer.defaults(), nowMs);
  if (!input.ok) return input.answer;
  const sales = noteTaken(input.value, await importer.findTaken(input.value.sales.map((sale) => sale.slug)));
  if (input.value.dryRun) return jsonAnswer(200, dryRunBody(sales));
  const fields = sales.flatMap((sale) => (sale.fields === null ? [] : [sale.fields]));
  if (fields.length < sales.length) return refuseSales(sales);
  const outcome = await importer.create(fields, logActor(actor));
  switch (outcome.word) {
    case "created": {
      const body: SaleImportedAnswer = { created: outcome.slugs };
      return jsonAnswer(201, body);
    }
    case "taken":
      return problemAnswer("conflict", {
        detail: `Somebody has just made ${outcome.slugs.join(", ")}. Nothing was imported: choose other slugs.`,
      });
  }
}

function noteTaken({ sales }: ImportInput, taken: ReadonlySet<string>): readonly SaleToImport[] {
  return sales.map((sale) => {
    if (!taken.has(sale.slug)) return sale;
    const message = "is the slug of a sale that exists already: choose another";
    return { ...sale, fields: null, errors: [...sale.errors, { line: sale.line, column: "slug", message }] };
  });
}

function dryRunBody(sales: readonly SaleToImport[]): SaleImportAnswer {
  const invalid = sales.filter((sale) => sale.errors.length > 0).length;
  return {
    rows: sales.map(({ line, slug, title, errors, warnings }) => ({ line, slug, title, errors, warnings })),
    valid: sales.length - invalid,
    invalid,
  };
}

/** `path` says where: `line 3, price`. */
function refuseSales(sales: readonly SaleToImport[]): Answer {
  return invalidRequest(
    sales.flatMap(({ errors }) =>
      errors.map(({ line, column, message }) => ({ path: `line ${line}, ${column}`, message })),
    ),
  );
}
