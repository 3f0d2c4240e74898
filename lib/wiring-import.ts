import type { SaleImporter } from "./http/answer-import";
import type { LogActor } from "./log/ports";
import { recordChanges } from "./log/record-change";
import type { SaleEditing } from "./sales/edit/create-sale-editing";
import type { PublishOutcome } from "./sales/edit/edit-parts";
import { findTakenSlugs, importSales } from "./sales/import/import-sales";
import { makeSampleSale } from "./sales/import/make-sample-sale";
import { readSettings } from "./sales/settings/read-settings";
import type { Core } from "./wiring-core";

/** Sales that are not typed one by one. */
export interface ImportServices {
  readonly importer: SaleImporter;
  makeSample(actor: LogActor): Promise<PublishOutcome>;
}

export function openImport({ pool, clock }: Core, editing: SaleEditing): ImportServices {
  return {
    importer: {
      defaults: () => readSettings(pool),
      findTaken: (slugs) => findTakenSlugs({ pool }, slugs),
      create: (sales, actor) => importSales({ pool, clock, recordChanges }, sales, actor),
    },
    makeSample: (actor) => makeSampleSale({ pool, clock, editing }, actor),
  };
}
