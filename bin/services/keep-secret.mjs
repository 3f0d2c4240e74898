import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string} dataDir */
export function secretFileOf(dataDir) {
  return join(dataDir, "secret");
}

/**
 * The secret of a shop that was given none: made once, kept beside its data.
 *
 * @param {string} dataDir
 * @returns {string}
 */
export function keepSecret(dataDir) {
  const file = secretFileOf(dataDir);
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
