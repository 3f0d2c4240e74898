import type { Storage } from "../uploads/ports";
import type { Manifest } from "./manifest";

/** What a backup is made of, and where it goes. */
export interface BackupParts {
  readonly databaseUrl: string;
  /** Of this shop's backups alone. */
  readonly folder: string;
  /** This many good ones stay. */
  readonly keep: number;
  readonly pictures: Pick<Storage, "read">;
  /** Variables the shop runs with, by name. */
  readonly configuration: Readonly<Record<string, string>>;
  /** The demo's passwords, where there is a demo. */
  readonly demoLogins: Uint8Array | null;
  readonly shop: Manifest["shop"];
  /** The shop's clock. */
  readonly shopNowMs: () => number;
}

export interface KeptBackup {
  /** When it was made, as a name that sorts by time. */
  readonly name: string;
  readonly path: string;
  readonly manifest: Manifest;
}

export type BackupOutcome =
  | { readonly word: "made"; readonly backup: KeptBackup; readonly removed: readonly string[] }
  /** Another one of the same database is under way. */
  | { readonly word: "taken" };

/** Why a folder is no backup to rely on; `detail` is a sentence. */
export interface BackupFlaw {
  readonly word: "no_manifest" | "altered" | "other_format" | "missing_file" | "unreadable";
  readonly detail: string;
}
