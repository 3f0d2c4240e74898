import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ReadableError } from "../services/processes.mjs";

/** A file system of its own, small enough to be filled. */
export interface SmallDisk {
  readonly directory: string;
  /** Takes every byte that is left. */
  fill(): void;
  /** Gives them back. */
  free(): void;
  close(): void;
}

const pieceBytes = 65_536;

/** Throws ReadableError where this process may not mount: that takes root, and often more than a container has. */
export function openSmallDisk(directory: string, sizeMb: number): SmallDisk {
  mkdirSync(directory, { recursive: true });
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m,mode=0755`, "tmpfs", directory], {
    encoding: "utf8",
  });
  if (mounted.status !== 0) {
    const reason = mounted.error?.message ?? mounted.stderr.trim();
    throw new ReadableError(`a small disk cannot be made here, which takes root and the right to mount (${reason})`);
  }
  const ballast = join(directory, "ballast");
  return {
    directory,
    fill() {
      const file = openSync(ballast, "a");
      try {
        for (const bytes of [pieceBytes, 1]) takeAll(file, Buffer.alloc(bytes));
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    close() {
      // Lazily: whoever still has a file open there has been killed a moment ago.
      spawnSync("umount", ["--lazy", directory]);
    },
  };
}

function takeAll(file: number, piece: Buffer): void {
  try {
    while (writeSync(file, piece) > 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
