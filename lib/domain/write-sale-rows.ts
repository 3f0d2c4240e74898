import type { SaleFields } from "./admin-sale";
import type { CsvValue } from "./csv";
import { type Money, writeMoney } from "./money";
import { type SaleColumn, saleColumns } from "./sale-columns";
import { instantsOf, wallTimeAt } from "./wall-time";

type Cells = Readonly<Partial<Record<SaleColumn, CsvValue>>>;

/** A sale as rows of a spreadsheet, in the order of `saleColumns`. Reading them again gives the same sale. */
export function writeSaleRows(sale: SaleFields): readonly (readonly CsvValue[])[] {
  const count = Math.max(1, sale.items.length, sale.images.length, sale.releases.length);
  return Array.from({ length: count }, (_, index) => {
    const cells: Cells = {
      slug: sale.slug,
      ...(index === 0 ? wholeSale(sale) : {}),
      ...itemCells(sale, index),
      ...imageCells(sale, index),
      ...releaseCells(sale, index),
    };
    return saleColumns.map((column) => cells[column] ?? null);
  });
}

function wholeSale(sale: SaleFields): Cells {
  return {
    title: sale.title,
    description: sale.description,
    price: writeMoney(sale.price),
    regular_price: writeOptional(sale.regularPrice),
    lowest_price_30d: writeOptional(sale.lowestPrice30d),
    currency: sale.price.currency,
    starts_at: writeTime(sale.startsAt, sale.timeZone),
    ends_at: writeTime(sale.endsAt, sale.timeZone),
    time_zone: sale.timeZone,
    limit: sale.limitPerAccount,
    payment_minutes: writeMinutes(sale.paymentWindowSeconds),
    line_factor: sale.lineFactor,
    min_level: sale.eligibility.minLevel,
    invite_only: writeYes(sale.eligibility.inviteOnly),
    show_exact_stock: writeYes(sale.showExactStock),
    promoted: sale.promoted.join(" "),
    admission: sale.admission,
    challenge: writeYes(sale.challenge),
    without_gate: sale.withoutGate,
  };
}

function itemCells({ items }: SaleFields, index: number): Cells {
  const item = items[index];
  return item === undefined ? {} : { sku: item.sku, item: item.name, stock: item.stock };
}

function imageCells({ images }: SaleFields, index: number): Cells {
  const image = images[index];
  return image === undefined ? {} : { image: image.url, alt: image.alt };
}

function releaseCells({ releases, timeZone }: SaleFields, index: number): Cells {
  const release = releases[index];
  if (release === undefined) return {};
  const { at, quantity, sku } = release;
  return { release_at: writeTime(at, timeZone), release_units: quantity, release_sku: sku };
}

function writeOptional(money: Money | null): string | null {
  return money === null ? null : writeMoney(money);
}

function writeMinutes(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return rest === 0 ? String(minutes) : `${minutes}:${String(rest).padStart(2, "0")}`;
}

/** What the clocks of the zone show; in UTC where they show it twice. */
function writeTime(at: string, timeZone: string): string {
  const wall = wallTimeAt(at, timeZone);
  return instantsOf(wall, timeZone).word === "one" ? wall.replace("T", " ") : at;
}

function writeYes(value: boolean): string {
  return value ? "yes" : "no";
}
