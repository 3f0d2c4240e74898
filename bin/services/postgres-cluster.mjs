import { spawnSync } from "node:child_process";
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { handOver } from "./postgres-account.mjs";
import { serverEnv } from "./postgres-binaries.mjs";

/**
 * Makes the cluster beside its final place and moves it there whole, so that a start cut short leaves nothing half made.
 *
 * @param {{ binaryDir: string, dataDir: string, cluster: string, user: string, password: string,
 *   account: import("./postgres-account.mjs").Account }} options
 */
export function createCluster({ binaryDir, dataDir, cluster, account, user, password }) {
  const making = join(dataDir, "cluster.making");
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  handOver(making, account);
  const passwordFile = join(dataDir, "password.initdb");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  chownSync(passwordFile, account.ownerId, account.groupId);
  const { file, args, ...ids } = account.command(join(binaryDir, "initdb"), [
    `--pgdata=${making}`,
    `--username=${user}`,
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    // The collation of the builtin provider is the same on every machine; the system's own changes with its libc.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
  ]);
  const made = spawnSync(file, args, { ...ids, cwd: "/", encoding: "utf8", env: serverEnv() });
  rmSync(passwordFile);
  if (made.status !== 0) {
    throw new Error(`initdb failed: ${made.error?.message ?? ""}${made.stdout ?? ""}${made.stderr ?? ""}`.trim());
  }
  renameSync(making, cluster);
}
