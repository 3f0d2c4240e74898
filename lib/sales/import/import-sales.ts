import type { SaleFields } from "../../domain";
import type { LoggedChange, RecordChanges } from "../../log/ports";
import type { TransactionClient } from "../../platform/postgres";
import { describeNew } from "../edit/describe-change";
import type { EditParts, LogActor } from "../edit/edit-parts";
import { readAgain } from "../edit/read-editable";
import { insertDraft } from "../edit/write-fields";

export type ImportOutcome =
  | { readonly word: "created"; readonly slugs: readonly string[] }
  /** Nothing was made. */
  | { readonly word: "taken"; readonly slugs: readonly string[] };

interface ImportParts extends Pick<EditParts, "pool" | "clock"> {
  readonly recordChanges: RecordChanges;
}

/** Slugs of sales that exist. */
export async function findTakenSlugs(
  { pool }: Pick<ImportParts, "pool">,
  slugs: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ slug: string }>("SELECT slug FROM sales WHERE slug = ANY($1)", [slugs]);
  return new Set(rows.map((row) => row.slug));
}

/** Thrown to take the whole transaction back. */
class SlugsTakenError extends Error {
  override readonly name = "SlugsTakenError";
  constructor(readonly slugs: readonly string[]) {
    super(`there are sales with the slugs ${slugs.join(", ")} already`);
  }
}

/** Makes drafts of all sales, or of none. They have passed `findFieldErrors`, and their slugs are different ones. */
export async function importSales(
  parts: ImportParts,
  sales: readonly SaleFields[],
  actor: LogActor,
): Promise<ImportOutcome> {
  try {
    await parts.pool.transaction((client) => insertAll(parts, client, sales, actor));
    return { word: "created", slugs: sales.map((sale) => sale.slug) };
  } catch (error) {
    if (error instanceof SlugsTakenError) return { word: "taken", slugs: error.slugs };
    throw error;
  }
}

async function insertAll(
  parts: ImportParts,
  client: TransactionClient,
  sales: readonly SaleFields[],
  actor: LogActor,
): Promise<void> {
  const taken: string[] = [];
  // In one order, so that two imports of the same slugs wait for each other and not in a circle.
  for (const fields of [...sales].sort((left, right) => (left.slug < right.slug ? -1 : 1))) {
    const saleId = await insertDraft(client, fields, actor.accountId);
    if (saleId === null) taken.push(fields.slug);
  }
  if (taken.length > 0) throw new SlugsTakenError(taken);
  const changes: LoggedChange[] = [];
  for (const { slug } of sales) {
    const { answer } = await readAgain(client, slug, parts.clock.spec());
    changes.push({ actor, verb: "import", object: `sale:${slug}`, before: null, after: describeNew(answer) });
  }
  // Last of all, since nobody else can change anything until the transaction ends.
  await parts.recordChanges(client, changes);
}
