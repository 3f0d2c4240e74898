import { instantsOf, type SaleFields, wallTimeAt } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";
import { slugTaken } from "./create-sale";
import { describeNew } from "./describe-change";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";
import { fieldsOf, readAgain, readEditable } from "./read-editable";
import { insertDraft } from "./write-fields";

export interface DuplicateWish {
  /** Without one: the old one with the next free number. */
  readonly slug?: string | undefined;
  readonly title?: string | undefined;
  /** Without one: so many weeks after the old start, by the clocks of its zone, that it is ahead. The length stays. */
  readonly startsAt?: string | undefined;
}

const weekMs = 7 * 86_400_000;

/** A new draft with everything of another sale but its times and its history; its invitations as well. */
export async function duplicateSale(
  parts: EditParts,
  slug: string,
  wish: DuplicateWish,
  actor: LogActor,
): Promise<EditOutcome> {
  const clockSpec = parts.clock.spec();
  return parts.pool.transaction(async (client): Promise<EditOutcome> => {
    const original = await readEditable(client, slug, clockSpec);
    if (original === null) return { word: "not_found" };
    const fields = moveTo(fieldsOf(original.answer), wish, original.nowMs, await chooseSlug(client, slug, wish));
    const saleId = await insertDraft(client, fields, actor.accountId);
    if (saleId === null) return slugTaken(fields.slug);
    await client.query(
      "INSERT INTO sale_invites (sale_id, account_id) SELECT $1, account_id FROM sale_invites WHERE sale_id = $2",
      [saleId, original.answer.id],
    );
    const { answer } = await readAgain(client, fields.slug, clockSpec);
    await parts.recordChange(client, {
      actor,
      verb: "duplicate",
      object: `sale:${fields.slug}`,
      before: null,
      after: { from: slug, ...describeNew(answer) },
    });
    return { word: "done", sale: answer, changed: true, told: true };
  });
}

function moveTo(original: SaleFields, wish: DuplicateWish, nowMs: number, slug: string): SaleFields {
  const oldStartMs = Date.parse(original.startsAt);
  const newStartMs = Date.parse(wish.startsAt ?? weeksLater(original, nowMs));
  const shift = (at: string) => new Date(Date.parse(at) + newStartMs - oldStartMs).toISOString();
  return {
    ...original,
    slug,
    title: wish.title ?? original.title,
    startsAt: shift(original.startsAt),
    endsAt: shift(original.endsAt),
    releases: original.releases.map((release) => ({ ...release, at: shift(release.at) })),
    promoted: original.promoted.filter((other) => other !== slug),
  };
}

/** Weeks are counted on the wall clock, so that noon stays noon over a change of daylight saving. */
function weeksLater({ startsAt, timeZone }: SaleFields, nowMs: number): string {
  const wallMs = (at: string) => Date.parse(`${wallTimeAt(at, timeZone)}Z`);
  const oldWallMs = wallMs(startsAt);
  const weeks = Math.max(1, Math.floor((wallMs(new Date(nowMs).toISOString()) - oldWallMs) / weekMs) + 1);
  const reading = instantsOf(new Date(oldWallMs + weeks * weekMs).toISOString().slice(0, -1), timeZone);
  switch (reading.word) {
    case "one":
      return reading.at;
    case "two":
      return reading.later;
    case "none":
      return reading.after;
    case "unreadable":
      throw new Error(`the start ${startsAt} has no time of the day in ${timeZone}`);
  }
}

const slugCharactersMax = 64;

async function chooseSlug(client: TransactionClient, slug: string, wish: DuplicateWish): Promise<string> {
  if (wish.slug !== undefined) return wish.slug;
  // Room for a number of up to five digits.
  const stem = slug
    .replace(/-\d{1,5}$/, "")
    .slice(0, slugCharactersMax - 6)
    .replace(/-+$/, "");
  const { rows } = await client.query<{ slug: string }>("SELECT slug FROM sales WHERE starts_with(slug, $1)", [stem]);
  const taken = new Set(rows.map((row) => row.slug));
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
