import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Role } from "../lib/domain";
import { dataDir, withoutServers } from "./start-shop";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

export interface MadeAccount {
  readonly userId: string;
  readonly email: string;
  /** A ready Cookie header. */
  readonly cookie: string;
}

const made = new Map<string, Promise<MadeAccount>>();

/** A signed-in account with a role, made by the command that operators have for it. The same number is the same account. */
export function makeAccount(origin: string, role: Role, number = 1): Promise<MadeAccount> {
  const name = `${role} ${number}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const making = runShoppers(origin, role, number);
  made.set(name, making);
  return making;
}

async function runShoppers(origin: string, role: Role, number: number): Promise<MadeAccount> {
  const args = ["bin/shoppers.mjs", "--count", "1", "--offset", String(number - 1), "--role", role];
  const env = { ...withoutServers(), PORT: new URL(origin).port, DATA_DIR: dataDir, ZEROHOUR_TEST_TOOLS: "1" };
  const { stdout } = await run(process.execPath, args, { cwd: root, env });
  return JSON.parse(stdout);
}
