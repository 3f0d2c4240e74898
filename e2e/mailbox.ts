import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { dataDir } from "./start-shop";

/** The newest mail of a kind to an address, as the shop without a mail server writes it into its data directory. */
export async function readMail(kind: string, email: string): Promise<string> {
  let found: string | null = null;
  await expect
    .poll(
      async () => {
        found = await findMail(kind, email);
        return found !== null;
      },
      { message: `a mail ${kind} to ${email}`, timeout: 20_000 },
    )
    .toBe(true);
  return found ?? "";
}

/** The address of the mail's link to a page of the shop. */
export async function readLink(kind: string, email: string, page: string): Promise<string> {
  const mail = await readMail(kind, email);
  const link = new RegExp(`https?://[^\\s"<>]+${page}\\?token=[A-Za-z0-9_.-]+`).exec(mail)?.[0];
  if (link === undefined) throw new Error(`no link to ${page} in ${mail}`);
  return link;
}

async function findMail(kind: string, email: string): Promise<string | null> {
  const folder = join(dataDir, "mail");
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names
    .filter((entry) => entry.endsWith(`-${kind}.eml`))
    .sort()
    .reverse()) {
    const raw = await readFile(join(folder, name), "utf8");
    // Long lines are broken on the way.
    if (raw.includes(`To: ${email}`)) return raw.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
  }
  return null;
}
