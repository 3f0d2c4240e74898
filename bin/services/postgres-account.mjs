import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ReadableError } from "./processes.mjs";

// PostgreSQL refuses to run as root. An ordinary user needs nothing of this; root has three ways out, best first:
//
//   namespace   a user namespace in which root is user 1000: files stay root's, every folder stays reachable.
//               Not allowed in many containers.
//   capability  a system user that keeps root's right to pass folders (a clone below /root has mode 0700).
//               Needs setpriv of util-linux; the cluster's files then belong to that user.
//   user        a system user without any extra right; works where that user can reach the binaries and the data.

/**
 * How PostgreSQL's programs are run here.
 *
 * @typedef {object} Account
 * @property {"plain" | "namespace" | "capability" | "user"} way
 * @property {(file: string, args: readonly string[]) => { file: string, args: string[], uid?: number, gid?: number }} command
 * @property {number} ownerId user id that the cluster's files must belong to on disk
 * @property {number} groupId
 */

/**
 * Chooses how to run PostgreSQL. Throws ReadableError when root has no way at all.
 *
 * @param {{ binaryDir: string, dataDir: string, only?: Account["way"] }} options `only` tries just one way (tests)
 * @returns {Account}
 */
export function chooseAccount({ binaryDir, dataDir, only }) {
  const userId = process.getuid?.() ?? 1;
  const ways = userId === 0 ? [namespaceAccount, capabilityAccount, userAccount] : [plainAccount];
  for (const way of ways) {
    const account = way(binaryDir, dataDir);
    if (account !== undefined && (only === undefined || only === account.way)) return account;
  }
  throw new ReadableError(
    "PostgreSQL does not run as root, and this machine allows neither user namespaces nor setpriv. " +
      "Run this as an ordinary user, or set DATABASE_URL to a server of yours.",
  );
}

/**
 * Hands a folder and all in it to the account's user, when it belongs to somebody else (the way was another one last
 * time, or it is new).
 *
 * @param {string} folder
 * @param {Account} account
 */
export function handOver(folder, account) {
  if (account.way === "plain" || lstatSync(folder).uid === account.ownerId) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), account.ownerId, account.groupId);
  }
  // Last, so that a hand-over cut short is begun again next time.
  chownSync(folder, account.ownerId, account.groupId);
}

/** @returns {Account} */
function plainAccount() {
  return {
    way: "plain",
    command: (file, args) => ({ file, args: [...args] }),
    ownerId: process.getuid?.() ?? 0,
    groupId: process.getgid?.() ?? 0,
  };
}

/**
 * @param {string} binaryDir
 * @returns {Account | undefined}
 */
function namespaceAccount(binaryDir) {
  const prefix = ["--user", "--map-user=1000", "--map-group=1000", "--"];
  if (!runsPostgres(binaryDir, "unshare", prefix)) return undefined;
  return {
    way: "namespace",
    command: (file, args) => ({ file: "unshare", args: [...prefix, file, ...args] }),
    ownerId: 0,
    groupId: 0,
  };
}

/**
 * @param {string} binaryDir
 * @returns {Account | undefined}
 */
function capabilityAccount(binaryDir) {
  const ids = systemUser();
  if (ids === undefined) return undefined;
  const rights = "+dac_override,+dac_read_search";
  const prefix = [
    // Without it access(2), by which PostgreSQL looks for its own program, leaves the rights out of account.
    "--securebits=+no_setuid_fixup",
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    "--clear-groups",
    `--inh-caps=${rights}`,
    `--ambient-caps=${rights}`,
    "--",
  ];
  if (!runsPostgres(binaryDir, "setpriv", prefix)) return undefined;
  return {
    way: "capability",
    command: (file, args) => ({ file: "setpriv", args: [...prefix, file, ...args] }),
    ownerId: ids.uid,
    groupId: ids.gid,
  };
}

/**
 * @param {string} binaryDir
 * @param {string} dataDir
 * @returns {Account | undefined}
 */
function userAccount(binaryDir, dataDir) {
  const ids = systemUser();
  if (ids === undefined) return undefined;
  if (!runsPostgres(binaryDir, undefined, [], ids) || !canEnter(dataDir, ids)) return undefined;
  return {
    way: "user",
    command: (file, args) => ({ file, args: [...args], ...ids }),
    ownerId: ids.uid,
    groupId: ids.gid,
  };
}

/** A system user that exists already: `postgres` where PostgreSQL was once installed, else `nobody`. */
function systemUser() {
  for (const name of ["postgres", "nobody"]) {
    const uid = readId("-u", name);
    const gid = readId("-g", name);
    if (uid !== undefined && gid !== undefined && uid > 0) return { uid, gid };
  }
  return undefined;
}

/**
 * @param {"-u" | "-g"} flag
 * @param {string} name
 */
function readId(flag, name) {
  const answer = spawnSync("id", [flag, name], { encoding: "utf8" });
  const id = Number(answer.stdout?.trim());
  return answer.status === 0 && Number.isInteger(id) ? id : undefined;
}

/**
 * Whether PostgreSQL gets as far as looking at its data directory: it then runs, and has found its own program.
 *
 * @param {string} binaryDir
 * @param {string | undefined} through the program that changes who we are, if any
 * @param {readonly string[]} prefix its arguments
 * @param {{ uid?: number, gid?: number }} [ids]
 */
function runsPostgres(binaryDir, through, prefix, ids = {}) {
  const probe = [join(binaryDir, "postgres"), "-D", "/nonexistent", "-C", "port"];
  const [file = "", ...args] = through === undefined ? probe : [through, ...prefix, ...probe];
  const answer = spawnSync(file, args, { ...ids, cwd: "/", encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  return answer.stderr?.includes("could not access directory") ?? false;
}

/**
 * @param {string} folder
 * @param {{ uid: number, gid: number }} ids
 */
function canEnter(folder, ids) {
  return spawnSync("ls", [folder], { ...ids, cwd: "/", stdio: "ignore" }).status === 0;
}
