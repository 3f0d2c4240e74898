import type { AdminSaleAnswer, AdminSalesAnswer, SaleFields } from "../../domain";
import { cancelSale } from "./cancel-sale";
import { type ChangeWish, changeSale } from "./change-sale";
import { createSale } from "./create-sale";
import { type DuplicateWish, duplicateSale } from "./duplicate-sale";
import type { EditOutcome, EditParts, LogActor, PublishOutcome } from "./edit-parts";
import { endSale } from "./end-sale";
import { type Extension, extendSale } from "./extend-sale";
import { type ListWish, listSales } from "./list-sales";
import { pauseSale } from "./pause-sale";
import { publishSale } from "./publish-sale";
import { readSaleForEditing } from "./read-sale-for-editing";
import { type Restock, restockSale } from "./restock-sale";
import { resumeSale } from "./resume-sale";

/** Everything marketers do with sales. Every change is one transaction with its entry in the log. */
export interface SaleEditing {
  list(wish: ListWish): Promise<AdminSalesAnswer>;
  read(slug: string): Promise<AdminSaleAnswer | null>;
  create(fields: SaleFields, actor: LogActor): Promise<EditOutcome>;
  change(wish: ChangeWish, actor: LogActor): Promise<EditOutcome>;
  publish(slug: string, actor: LogActor): Promise<PublishOutcome>;
  pause(slug: string, reason: string, actor: LogActor): Promise<EditOutcome>;
  resume(slug: string, actor: LogActor): Promise<EditOutcome>;
  extend(slug: string, wish: Extension, actor: LogActor): Promise<EditOutcome>;
  end(slug: string, actor: LogActor): Promise<EditOutcome>;
  cancel(slug: string, reason: string, actor: LogActor): Promise<EditOutcome>;
  restock(slug: string, wish: Restock, actor: LogActor): Promise<EditOutcome>;
  duplicate(slug: string, wish: DuplicateWish, actor: LogActor): Promise<EditOutcome>;
}

export function createSaleEditing(parts: EditParts): SaleEditing {
  return {
    list: (wish) => listSales(parts, wish),
    read: (slug) => readSaleForEditing(parts, slug),
    create: (fields, actor) => createSale(parts, fields, actor),
    change: (wish, actor) => changeSale(parts, wish, actor),
    publish: (slug, actor) => publishSale(parts, slug, actor),
    pause: (slug, reason, actor) => pauseSale(parts, slug, reason, actor),
    resume: (slug, actor) => resumeSale(parts, slug, actor),
    extend: (slug, wish, actor) => extendSale(parts, slug, wish, actor),
    end: (slug, actor) => endSale(parts, slug, actor),
    cancel: (slug, reason, actor) => cancelSale(parts, slug, reason, actor),
    restock: (slug, wish, actor) => restockSale(parts, slug, wish, actor),
    duplicate: (slug, wish, actor) => duplicateSale(parts, slug, wish, actor),
  };
}
