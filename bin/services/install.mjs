import { spawn, spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

/**
 * Whether and how Debian packages can be installed here without asking anybody.
 *
 * @returns {{ prefix: string[] } | undefined}
 */
function findApt() {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return undefined;
  if (process.getuid?.() === 0) return { prefix: [] };
  if (spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return { prefix: ["sudo", "-n"] };
  return undefined;
}

/**
 * Installs one Debian package without questions. The package's own service is not started: we run our own.
 *
 * @param {string} name
 * @param {(line: string) => void} log
 * @returns {Promise<"installed" | "not_possible" | { failed: string }>}
 */
export async function installDebianPackage(name, log) {
  const apt = findApt();
  if (apt === undefined) return "not_possible";
  log(`Installing ${name} (apt-get) ...`);
  const removePolicy = apt.prefix.length === 0 ? forbidServiceStart() : () => {};
  try {
    const install = [...apt.prefix, "apt-get", "install", "-y", "--no-install-recommends", name];
    const first = await run(install);
    if (first.ok) return "installed";
    await run([...apt.prefix, "apt-get", "update"]);
    const second = await run(install);
    return second.ok ? "installed" : { failed: second.output };
  } finally {
    removePolicy();
  }
}

/**
 * Debian asks this file before a package starts its service; 101 means no. Returns what takes it away again. An
 * existing one is the machine owner's decision and stays.
 */
function forbidServiceStart() {
  const file = "/usr/sbin/policy-rc.d";
  if (existsSync(file)) return () => {};
  try {
    writeFileSync(file, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  } catch {
    return () => {};
  }
  return () => rmSync(file, { force: true });
}

/**
 * @param {string[]} command
 * @returns {Promise<{ ok: boolean, output: string }>} output: its last lines
 */
function run(command) {
  return new Promise((resolve) => {
    const [file = "", ...args] = command;
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env });
    let output = "";
    const hear = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString("utf8")).slice(-2_000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => resolve({ ok: code === 0, output: output.trim().split("\n").slice(-3).join(" ") }));
  });
}
