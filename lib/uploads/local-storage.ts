import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { checkName } from "./check-name";
import type { Storage } from "./ports";

/** Files in one directory of this machine, or of a file system that all web processes share. */
export function createLocalStorage(directory: string): Storage {
  const pathOf = (name: string) => join(directory, checkName(name));
  return {
    async put(name, bytes) {
      const path = pathOf(name);
      await mkdir(directory, { recursive: true });
      // No name that can be asked for begins with a dot.
      const draft = join(directory, `.${randomBytes(8).toString("hex")}.part`);
      try {
        await writeDurably(draft, bytes);
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async read(name) {
      const path = pathOf(name);
      const sizeBytes = await sizeOf(path);
      return sizeBytes === null ? null : { sizeBytes, stream: readFrom(path) };
    },
    exists: async (name) => (await sizeOf(pathOf(name))) !== null,
    delete: (name) => rm(pathOf(name), { force: true }),
  };
}

/** On the disk, not only in the memory of the system, before the file gets its name. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function* readFrom(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}
