import type { SaleFields } from "@/lib/domain";

export type SalePart = keyof SaleFields;

/** The parts of a sale in the order of the form, as it calls them. */
export const partNames: Readonly<Record<SalePart, string>> = {
  title: "Title",
  slug: "Slug",
  description: "Description",
  images: "Pictures",
  price: "Price",
  regularPrice: "Regular price",
  lowestPrice30d: "Lowest price of the last 30 days",
  items: "Items",
  limitPerAccount: "Limit per account",
  paymentWindowSeconds: "Time to pay",
  lineFactor: "Line factor",
  showExactStock: "Exact numbers",
  timeZone: "Time zone",
  startsAt: "Start",
  endsAt: "End",
  releases: "Releases",
  admission: "Admission",
  eligibility: "Who may buy",
  challenge: "Challenge",
  withoutGate: "Without Redis",
  promoted: "Promoted sales",
};

export const saleParts = Object.keys(partNames) as readonly SalePart[];

const rowNames: Readonly<Record<string, string>> = {
  sku: "SKU",
  name: "name",
  stock: "stock",
  alt: "description for those who cannot see it",
  url: "file",
  at: "time",
  quantity: "quantity",
  minLevel: "lowest level",
  inviteOnly: "invitations",
};

const rowNouns: Readonly<Record<string, string>> = {
  images: "Picture",
  items: "Item",
  releases: "Release",
  promoted: "Promoted sale",
};

export function partOfPath(path: string): SalePart | null {
  const [head] = path.split(".");
  return saleParts.find((part) => part === head) ?? null;
}

/** The path of the control that shows what is wrong at a path of the API: `price` for `price.minor`. */
export function controlPath(path: string): string | null {
  const part = partOfPath(path);
  if (part === null) return null;
  const [, second, third] = path.split(".");
  const isRow = second !== undefined && /^\d+$/.test(second);
  if (isRow && third !== undefined) return `${part}.${second}.${third}`;
  if (isRow) return part === "promoted" ? `${part}.${second}` : part;
  return part === "eligibility" && second !== undefined ? `${part}.${second}` : part;
}

/** The id of the control at a path, where a summary's link leads. */
export function controlId(path: string): string {
  return `sale-${path.replaceAll(".", "-")}`;
}

/** `Item 2, stock` for `items.1.stock`. */
export function nameOfPath(path: string): string {
  const part = partOfPath(path);
  if (part === null) return path;
  const [, second, third] = path.split(".");
  const noun = rowNouns[part];
  if (noun !== undefined && second !== undefined && /^\d+$/.test(second)) {
    const row = `${noun} ${Number(second) + 1}`;
    return third === undefined ? row : `${row}, ${rowNames[third] ?? third}`;
  }
  const within = second === undefined ? undefined : rowNames[second];
  return within === undefined ? partNames[part] : `${partNames[part]}, ${within}`;
}
