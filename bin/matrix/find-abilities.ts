import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildClockShim } from "../chaos/shift-clock";
import { openSmallDisk } from "../chaos/small-disk";

/** Throws ReadableError with the reason where this machine does not allow it. */
export async function canFillDisks(): Promise<void> {
  await withFolder((folder) => openSmallDisk(folder, 1).close());
}

export async function canShiftClocks(): Promise<void> {
  await withFolder((folder) => void buildClockShim(folder));
}

async function withFolder(look: (folder: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "zerohour-look-"));
  try {
    look(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
