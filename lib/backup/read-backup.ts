import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { formatNumber, manifestName, manifestSchema, sealName } from "./manifest";
import type { BackupFlaw, KeptBackup } from "./ports";

/** `2026-11-21T17-10-27.123Z`: sorts by time, and is a file's name on every system. */
const namePattern = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;

export function backupName(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(":", "-");
}

/** Every folder that is named as a backup, newest first, whatever its state. */
export async function listNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isDirectory() && namePattern.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .reverse();
}

/** Those with a sealed manifest, newest first. Their files are not looked at: see `findFlaws`. */
export async function listBackups(folder: string): Promise<readonly KeptBackup[]> {
  const backups: KeptBackup[] = [];
  for (const name of await listNames(folder)) {
    const backup = await readBackup(join(folder, name));
    if (!("word" in backup)) backups.push(backup);
  }
  return backups;
}

/** Null when there is none. */
export async function findNewest(folder: string): Promise<KeptBackup | null> {
  for (const name of await listNames(folder)) {
    const backup = await readBackup(join(folder, name));
    if (!("word" in backup)) return backup;
  }
  return null;
}

/** A backup by what its manifest says, if that is as it was written. */
export async function readBackup(path: string): Promise<KeptBackup | BackupFlaw> {
  const texts = await readSealed(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (texts === null) {
    return { word: "no_manifest", detail: `${path} has no ${manifestName} with its ${sealName}: it is no backup.` };
  }
  const sha256 = createHash("sha256").update(texts.manifest).digest("hex");
  if (texts.seal.toString("utf8").split(/\s/)[0] !== sha256) {
    return { word: "altered", detail: `${manifestName} is not as it was written: its checksum is another.` };
  }
  const parsed = manifestSchema.safeParse(JSON.parse(texts.manifest.toString("utf8")));
  if (!parsed.success) {
    return {
      word: "other_format",
      detail: `${manifestName} is not of format ${formatNumber}: read it with the version of the shop that made it.`,
    };
  }
  return { name: basename(path), path, manifest: parsed.data };
}

async function readSealed(path: string) {
  const [manifest, seal] = await Promise.all([readFile(join(path, manifestName)), readFile(join(path, sealName))]);
  return { manifest, seal };
}

/** Reads every file of a backup and compares it with the manifest. */
export async function findFlaws({ path, manifest }: KeptBackup, signal?: AbortSignal): Promise<readonly BackupFlaw[]> {
  const flaws: BackupFlaw[] = [];
  const listed = new Set(manifest.files.map((file) => file.path));
  for (const table of manifest.database.tables) {
    if (!listed.has(table.path)) flaws.push(missing(table.path));
  }
  for (const file of manifest.files) {
    signal?.throwIfAborted();
    const found = await stat(join(path, file.path)).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (found === null) {
      flaws.push(missing(file.path));
    } else if (found.size !== file.sizeBytes) {
      flaws.push({ word: "altered", detail: `${file.path} has ${found.size} bytes instead of ${file.sizeBytes}.` });
    } else if ((await hashOf(join(path, file.path))) !== file.sha256) {
      flaws.push({ word: "altered", detail: `${file.path} is not as it was written: its checksum is another.` });
    }
  }
  return flaws;
}

function missing(path: string): BackupFlaw {
  return { word: "missing_file", detail: `${path} is missing.` };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
