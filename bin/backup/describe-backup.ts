import type { Manifest } from "../../lib/backup/manifest";

export function sizeOf(manifest: Manifest): number {
  return manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

export function describeSize(sizeBytes: number): string {
  if (sizeBytes < 1_000_000) return `${Math.ceil(sizeBytes / 1_000)} kB`;
  return sizeBytes < 1_000_000_000
    ? `${(sizeBytes / 1_000_000).toFixed(1)} MB`
    : `${(sizeBytes / 1_000_000_000).toFixed(1)} GB`;
}
