import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hashPassword } from "better-auth/crypto";
import type { Role } from "../../lib/domain";
import type { ShopPool } from "../../lib/platform/postgres";
import type { DemoLogin } from "../../lib/sales/demo-logins";
import { createAccounts } from "../../lib/testing/factories";

const givenNames = [
  "Amara",
  "Ben",
  "Chiara",
  "Daisuke",
  "Elif",
  "Femi",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Kaito",
  "Lena",
];
const familyNames = ["Adeyemi", "Brandt", "Costa", "Dubois", "Eriksen", "Fischer", "Ganz", "Horvat", "Ito", "Jansen"];

const logins: readonly { readonly role: Role; readonly name: string; readonly email: string }[] = [
  { role: "shopper", name: "Sanna Shopper", email: "shopper@example.com" },
  { role: "marketer", name: "Milo Marketer", email: "marketer@example.com" },
  { role: "admin", name: "Ada Admin", email: "admin@example.com" },
];

/** How many people the past orders are spread over, the demo shopper included. */
export const peopleCount = givenNames.length * familyNames.length + 1;

/** Makes whoever is missing. Returns the ids of the accounts past orders belong to; the first is the demo shopper's. */
export async function ensurePeople(pool: ShopPool): Promise<readonly string[]> {
  const wishes = [
    ...logins,
    ...givenNames.flatMap((given) =>
      familyNames.map((family) => ({
        role: "shopper" as const,
        name: `${given} ${family}`,
        email: `${given}.${family}@example.com`.toLowerCase(),
      })),
    ),
  ];
  const known = await readIds(pool);
  const missing = wishes.filter((wish) => !known.has(wish.email));
  if (missing.length > 0) await createAccounts(pool, missing);
  const ids = await readIds(pool);
  return wishes.filter((wish) => wish.role === "shopper").map((wish) => ids.get(wish.email) ?? "");
}

async function readIds(pool: ShopPool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ email: string; id: string }>(
    "SELECT email, id FROM accounts WHERE email LIKE '%@example.com'",
  );
  return new Map(rows.map((row) => [row.email, row.id]));
}

/**
 * Gives the three demo logins new passwords and writes them where only the shop's owner can read them.
 * The file comes first: a crash in between leaves logins that do not work yet, never ones nobody knows.
 */
export async function renewLogins(pool: ShopPool, dataDir: string): Promise<void> {
  const renewed: readonly DemoLogin[] = logins.map(({ role, email }) => ({ role, email, password: makePassword() }));
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, "demo-logins.json");
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(renewed, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
  const hashes = await Promise.all(renewed.map((login) => hashPassword(login.password)));
  await pool.query(setPasswordsSql, [renewed.map((login) => login.email), hashes]);
}

/** Whether the logins' file is there. */
export async function haveLogins(dataDir: string): Promise<boolean> {
  return readFile(join(dataDir, "demo-logins.json")).then(
    () => true,
    () => false,
  );
}

const setPasswordsSql = `
INSERT INTO credentials (id, account_id, provider_id, provider_account_id, password)
SELECT 'c' || account.id, account.id, 'credential', account.id, wish.hash
FROM unnest($1::text[], $2::text[]) AS wish (email, hash) JOIN accounts account ON account.email = wish.email
ON CONFLICT (id) DO UPDATE SET password = excluded.password, updated_at = now()`;

/** Twelve characters nobody confuses with another, in groups: 60 bits. */
function makePassword(): string {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  const drawn = Array.from(randomBytes(12), (byte) => letters[byte % 32]).join("");
  return `${drawn.slice(0, 4)}-${drawn.slice(4, 8)}-${drawn.slice(8)}`;
}
