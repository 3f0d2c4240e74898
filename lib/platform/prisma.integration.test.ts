import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, createSale } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createPrisma } from "./prisma";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

describe("Prisma over the process's pool", () => {
  it("reads and writes the migrated tables, and leaves the pool to its owner", async () => {
    const prisma = createPrisma(database.pool);
    const account = await createAccount(database.pool, { email: "Ada@example.com", level: 3 });
    const sale = await createSale(database.pool, { stock: 4 });
    expect(await prisma.account.findUnique({ where: { id: account.id } })).toMatchObject({
      email: "ada@example.com",
      level: 3,
    });
    await prisma.sale.update({ where: { id: sale.id }, data: { title: "Renamed" } });
    const found = await prisma.sale.findUnique({ where: { slug: sale.slug }, include: { items: true } });
    expect(found).toMatchObject({ title: "Renamed", items: [{ total: 4, released: 4, held: 0, sold: 0 }] });
    await prisma.$disconnect();
    expect((await database.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  it("meets the database's rules, too", async () => {
    const prisma = createPrisma(database.pool);
    const sale = await createSale(database.pool, { stock: 4 });
    const overselling = prisma.saleItem.update({ where: { id: sale.itemId }, data: { held: 5 } });
    await expect(overselling).rejects.toThrow("sale_items_never_oversold");
  });
});
