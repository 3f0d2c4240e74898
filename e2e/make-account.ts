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
  const making = runShoppers(origin, role, number, 1).then(([account]) => {
    if (account === undefined) throw new Error(`no ${role} was made`);
    return account;
  });
  made.set(name, making);
  return making;
}

/** Single accounts have small numbers. */
let crowded = 1_000;

/** So many signed-in shoppers, made in one go, whom no other test has. */
export function makeShoppers(origin: string, count: number): Promise<readonly MadeAccount[]> {
  crowded += count;
  return runShoppers(origin, "shopper", crowded - count, count);
}

async function runShoppers(origin: string, role: Role, number: number, count: number): Promise<readonly MadeAccount[]> {
  const args = ["bin/shoppers.mjs", "--count", String(count), "--offset", String(number - 1), "--role", role];
  const env = { ...withoutServers(), PORT: new URL(origin).port, DATA_DIR: dataDir, ZEROHOUR_TEST_TOOLS: "1" };
  const { stdout } = await run(process.execPath, args, { cwd: root, env });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line): MadeAccount => JSON.parse(line));
}
