import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { dataDir } from "./start-shop";

/** A mail as the shop wrote it to a file, with the marks of its coding taken out. */
export async function untilMail(address: string, kind: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => {
      [found] = await mailsTo(address, kind);
      return found;
    })
    .toBeDefined();
  return found ?? "";
}

export async function mailsTo(address: string, kind: string): Promise<readonly string[]> {
  const folder = join(dataDir, "mail");
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(`-${kind}.eml`)).sort();
  const mails = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return mails.map(decode).filter((mail) => mail.includes(`To: ${address}`));
}

/** Quoted-printable, and headers that go on in the next line. */
function decode(raw: string): string {
  return raw
    .replaceAll(/=\r?\n/g, "")
    .replaceAll("=3D", "=")
    .replaceAll(/\r?\n[ \t]+/g, " ");
}

/** The first link of a mail to a page or address of the shop. */
export function linkIn(mail: string, path: string): string {
  const link = new RegExp(`https?://[^\\s"<>]+${path}\\?token=[\\w.-]+`).exec(mail)?.[0];
  if (link === undefined) throw new Error(`no link to ${path} in\n${mail}`);
  return link;
}
