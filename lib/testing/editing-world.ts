import type { AdminSaleAnswer, SaleFields } from "../domain";
import { recordChange } from "../log/record-change";
import { createOrders } from "../orders/create-orders";
import { openStock } from "../orders/ledger";
import { lengthenHolds } from "../orders/lengthen-holds";
import { type AdjustableClock, createClock } from "../platform/clock";
import { createSaleEditing, type SaleEditing } from "../sales/edit/create-sale-editing";
import type { EditOutcome, EditParts, GateAdjustment, LogActor } from "../sales/edit/edit-parts";
import { createAccount, makeBooking } from "./factories";
import { createTestDatabase, type TestDatabase } from "./real-postgres";

const minuteMs = 60_000;
/** When an editing world begins. */
export const openedAtMs = Date.UTC(2026, 10, 27, 9, 0, 0);

/** Editing over a real database, at a time of the test's choice, without a gate unless the test brings one. */
export interface EditingWorld {
  readonly database: TestDatabase;
  readonly clock: AdjustableClock;
  readonly editing: SaleEditing;
  readonly actor: LogActor;
  /** What board and gate were told, if the test did not bring its own `tell`. */
  readonly told: readonly { readonly saleId: number; readonly adjustments: readonly GateAdjustment[] }[];
  isoIn(ms: number): string;
  pass(ms: number): void;
  newFields(wish?: Partial<SaleFields>): SaleFields;
  make(wish?: Partial<SaleFields>): Promise<AdminSaleAnswer>;
  makePublished(wish?: Partial<SaleFields>): Promise<AdminSaleAnswer>;
  /** Published and begun ten minutes ago. */
  makeLive(wish?: Partial<SaleFields>): Promise<AdminSaleAnswer>;
  /** Orders of one unit each, of new accounts, straight into the book; their ids. */
  hold(sale: AdminSaleAnswer, count: number): Promise<readonly string[]>;
}

export type EditingWish = (database: TestDatabase) => Partial<EditParts>;

export async function openEditingWorld(wish: EditingWish = () => ({})): Promise<EditingWorld> {
  const database = await createTestDatabase();
  const clock = createClock();
  clock.adjust(`=${openedAtMs}`);
  const account = await createAccount(database.pool, { role: "marketer", name: "Li" });
  const actor = { accountId: account.id, requestId: "r-1", address: "203.0.113.7" };
  const told: { saleId: number; adjustments: readonly GateAdjustment[] }[] = [];
  const editing = createSaleEditing({
    pool: database.pool,
    clock,
    openStock,
    lengthenHolds,
    recordChange,
    readFree: async () => null,
    async tell(saleId, adjustments) {
      told.push({ saleId, adjustments });
      return { pages: null, gate: null };
    },
    note(error) {
      throw error;
    },
    ...wish(database),
  });
  const isoIn = (ms: number) => new Date(clock.nowMs() + ms).toISOString();
  const pass = (ms: number) => clock.adjust(`=${clock.nowMs() + ms}`);
  let number = 0;
  function newFields(wanted: Partial<SaleFields> = {}): SaleFields {
    number += 1;
    return { ...usualFields(number, isoIn(60 * minuteMs), isoIn(120 * minuteMs)), ...wanted };
  }
  const make = async (wanted?: Partial<SaleFields>) => done(await editing.create(newFields(wanted), actor));
  const makePublished = async (wanted?: Partial<SaleFields>) =>
    done(await editing.publish((await make(wanted)).slug, actor));
  return {
    database,
    clock,
    editing,
    actor,
    told,
    isoIn,
    pass,
    newFields,
    make,
    makePublished,
    async makeLive(wanted) {
      const { slug } = await makePublished({ startsAt: isoIn(minuteMs), endsAt: isoIn(180 * minuteMs), ...wanted });
      pass(11 * minuteMs);
      const sale = await editing.read(slug);
      if (sale?.phase !== "live") throw new Error(`${slug} is ${sale?.phase}, not live`);
      return sale;
    },
    async hold(sale, count) {
      const orders = createOrders({ pool: database.pool });
      const itemId = sale.counts[0]?.itemId ?? 0;
      const accounts = await Promise.all(Array.from({ length: count }, () => createAccount(database.pool)));
      const receivedAtMs = clock.nowMs();
      const bookings = accounts.map(({ id }) => makeBooking({ id: sale.id, itemId }, id, { receivedAtMs }));
      const results = await orders.place(sale.id, bookings, clock.spec());
      return results.flatMap((result) => (result.word === "reserved" ? [`o${result.attemptId.slice(1)}`] : []));
    },
  };
}

/** The sale of a verb that must succeed. */
export function done(outcome: EditOutcome): AdminSaleAnswer {
  if (outcome.word !== "done") throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.sale;
}

function usualFields(number: number, startsAt: string, endsAt: string): SaleFields {
  return {
    slug: `lamp-${number}`,
    title: `Aurora desk lamp ${number}`,
    description: "A lamp.",
    images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A lamp" }],
    items: [{ sku: "LAMP", name: "One size", stock: 10 }],
    price: { minor: 7_900, currency: "EUR" },
    regularPrice: { minor: 12_900, currency: "EUR" },
    lowestPrice30d: null,
    startsAt,
    endsAt,
    timeZone: "Europe/Berlin",
    limitPerAccount: 1,
    paymentWindowSeconds: 600,
    releases: [],
    lineFactor: 3,
    admission: "first_come",
    eligibility: { minLevel: 0, inviteOnly: false },
    challenge: false,
    showExactStock: false,
    withoutGate: "closed",
    promoted: [],
  };
}
