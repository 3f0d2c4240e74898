import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import { copyPictures } from "./copy-pictures";
import { dumpDatabase, textSettings } from "./dump-database";
import {
  configurationName,
  demoLoginsName,
  formatNumber,
  type Manifest,
  manifestName,
  type SealedFile,
  sealName,
} from "./manifest";
import { limitSilence, openClient, stopAtSignal } from "./open-client";
import type { BackupOutcome, BackupParts, KeptBackup } from "./ports";
import { backupName, listBackups } from "./read-backup";
import { writeConfiguration } from "./write-configuration";
import { writeSealed } from "./write-sealed";

const draftEnding = ".part";
const silenceMaxMs = 120_000;

/**
 * Makes one backup beside whatever the shop does: the database at one moment, the pictures it names, and what the shop is
 * started with. It has its name only when it is whole and on the disk. Then the oldest beyond `keep` go.
 */
export async function makeBackup(parts: BackupParts, signal: AbortSignal): Promise<BackupOutcome> {
  const client = await openClient(parts.databaseUrl);
  const stopListening = stopAtSignal(client, signal);
  limitSilence(client, silenceMaxMs);
  try {
    if (!(await isAlone(client))) return { word: "taken" };
    await mkdir(parts.folder, { recursive: true, mode: 0o700 });
    await removeDrafts(parts.folder);
    const backup = await writeBackup(parts, client, signal);
    return { word: "made", backup, removed: await removeOldest(parts) };
  } finally {
    stopListening();
    await client.end().catch(() => undefined);
  }
}

/** One at a time for a database, whoever makes it. The lock ends with the connection. */
async function isAlone(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended('zerohour:backup', 0)) AS locked",
  );
  return rows[0]?.locked === true;
}

async function writeBackup(parts: BackupParts, client: Client, signal: AbortSignal): Promise<KeptBackup> {
  const startedMs = Date.now();
  const shopTime = new Date(parts.shopNowMs()).toISOString();
  const name = backupName(startedMs);
  const draft = join(parts.folder, `${name}${draftEnding}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    await client.query(textSettings);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const dump = await dumpDatabase(client, draft, signal);
    const ids = await readPictureIds(client);
    await client.query("COMMIT");
    // From here on the connection only holds the lock.
    limitSilence(client, 0);
    // After the snapshot: a picture is stored before the database names it, and nothing is ever replaced.
    const pictures = await copyPictures({ from: parts.pictures, folder: draft, ids, signal });
    const files = [...dump.files, ...pictures.files, ...(await writeSettings(parts, draft))];
    const manifest: Manifest = {
      format: formatNumber,
      madeAt: new Date(startedMs).toISOString(),
      tookMs: Date.now() - startedMs,
      shopTime,
      shop: parts.shop,
      database: dump.database,
      missingPictures: [...pictures.missing],
      files,
    };
    await seal(draft, manifest);
    signal.throwIfAborted();
    const path = join(parts.folder, name);
    await rename(draft, path);
    await syncFolder(parts.folder);
    return { name, path, manifest };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw signal.aborted ? signal.reason : error;
  }
}

async function readPictureIds(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ key: string }>("SELECT storage_key AS key FROM uploads ORDER BY id");
  return rows.map(({ key }) => key);
}

async function writeSettings(parts: BackupParts, draft: string): Promise<readonly SealedFile[]> {
  const files = [await writeSealed(draft, configurationName, writeConfiguration(parts.configuration))];
  if (parts.demoLogins !== null) files.push(await writeSealed(draft, demoLoginsName, parts.demoLogins));
  return files;
}

async function seal(draft: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  const sha256 = createHash("sha256").update(text).digest("hex");
  for (const [name, content] of [
    [manifestName, text],
    [sealName, `${sha256}  ${manifestName}\n`],
  ] as const) {
    await writeFile(join(draft, name), content, { flag: "wx", mode: 0o600, flush: true });
  }
  await syncFolder(draft);
}

/** Names, too, are on the disk only after this. Not every system lets a folder be opened for it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** What a killed backup left: nobody else is at work here while we hold the lock. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(`Z${draftEnding}`)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Only whole ones count, so that however many broken ones lie about, the newest good one stays. */
async function removeOldest({ folder, keep }: BackupParts): Promise<readonly string[]> {
  const superfluous = (await listBackups(folder)).slice(Math.max(1, keep));
  for (const { path } of superfluous) await rm(path, { recursive: true, force: true });
  return superfluous.map(({ name }) => name);
}
