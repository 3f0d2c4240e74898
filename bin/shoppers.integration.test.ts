import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPass } from "../lib/accounts/pass-cookie";
import { readSessionCookie } from "../lib/accounts/session-cookie";
import { findSession } from "../lib/accounts/session-store";
import { createTokenKeys } from "../lib/accounts/tokens/keys";
import { createTestDatabase, type TestDatabase } from "../lib/testing/real-postgres";
import { startMark } from "./services/processes.mjs";
import { writeRuntime } from "./services/runtime-file.mjs";

const script = fileURLToPath(new URL("shoppers.mjs", import.meta.url));
const secret = "the secret of a shop that exists in tests only";
const origin = "http://localhost:4321";
const keys = createTokenKeys(secret);

let database: TestDatabase;
let emptyDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  emptyDir = await mkdtemp(join(tmpdir(), "zerohour-shoppers-"));
});
afterAll(async () => {
  await database.drop();
  await rm(emptyDir, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const bare = { NODE_ENV: "test" as const, PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: emptyDir };
  return spawn(process.execPath, [script, ...args], { env: { ...bare, ...env } });
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = besideShop()): Promise<Run> {
  const child = start(args, env);
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, out, errors };
}

const besideShop = () => ({ DATABASE_URL: database.url, AUTH_SECRET: secret, APP_ORIGIN: origin });
const linesOf = (out: string) =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe("npm run shoppers", () => {
  it("prints one JSON line per account and nothing else, with cookies that sign in", async () => {
    const { code, out, errors } = await run(["--count", "3"]);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    const shoppers = linesOf(out);
    expect(shoppers.map((shopper) => Object.keys(shopper))).toEqual(Array(3).fill(["userId", "email", "cookie"]));
    expect(shoppers.map(({ email }) => email)).toEqual([
      "shopper-000001@example.test",
      "shopper-000002@example.test",
      "shopper-000003@example.test",
    ]);
    for (const { userId, cookie } of shoppers) {
      expect(readPass(cookie, keys, Date.now(), "zh_pass")?.accountId).toBe(userId);
      const session = readSessionCookie(cookie, origin, keys.sessionSecrets);
      const found = session.word === "signed" ? await findSession(database.pool, session.token, Date.now()) : null;
      expect(found?.account.id).toBe(userId);
    }
  });

  it("gives the same accounts again, and others from another offset on", async () => {
    const [first, again, next] = [
      await run(["--count", "2", "--offset", "10"]),
      await run(["--count", "2", "--offset", "10"]),
      await run(["--count", "1", "--offset", "12", "--role", "marketer"]),
    ];
    const who = ({ out }: Run) => linesOf(out).map(({ userId, email }) => `${userId} ${email}`);
    expect(who(again)).toEqual(who(first));
    expect(linesOf(next.out)[0].email).toBe("marketer-000013@example.test");
    expect(readPass(linesOf(next.out)[0].cookie, keys, Date.now(), "zh_pass")?.role).toBe("marketer");
  });

  it("writes no faster than its reader reads, and ends quietly when the reader leaves", async () => {
    const child = start(["--count", "20000"], besideShop());
    const [first] = await once(child.stdout, "data");
    child.stdout.destroy();
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect(JSON.parse(String(first).split("\n")[0] ?? "").email).toBe("shopper-000001@example.test");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  });

  it.each([
    ["no count", []],
    ["a count that is no number", ["--count", "many"]],
    ["a count of none", ["--count", "0"]],
    ["an unknown role", ["--count", "1", "--role", "owner"]],
    ["an unknown option", ["--count", "1", "--force"]],
  ])("explains itself in one line for %s", async (_what, args) => {
    const { code, out, errors } = await run(args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(errors).toMatch(/Usage: npm run --silent shoppers -- --count N/);
    expect(errors.trimEnd()).not.toContain("\n");
  });

  it.each([
    ["no shop runs", {}, /No shop is running on .*: run npm start first/],
    ["the secret is not known", { DATABASE_URL: "postgres://127.0.0.1:1/none" }, /set AUTH_SECRET/],
    ["the database is away", { DATABASE_URL: "postgres://127.0.0.1:1/none", AUTH_SECRET: secret }, /is the shop still/],
  ])("says in one line when %s", async (_what, env, message) => {
    const { code, out, errors } = await run(["--count", "1"], env);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(errors).toMatch(message);
    expect(errors.trimEnd()).not.toContain("\n");
  });

  it("finds the running shop by what it wrote down, and does not believe what a killed one left behind", async () => {
    const dataDir = await mkdtemp(join(emptyDir, "shop-"));
    const secretFile = join(dataDir, "secret");
    await writeFile(secretFile, `${secret}\n`);
    const beside = (mark: string) => {
      const starter = { name: "starter", pid: process.pid, mark };
      writeRuntime(dataDir, {
        port: 4321,
        origin,
        databaseUrl: database.url,
        redisUrl: "",
        secretFile,
        pids: [starter],
      });
      return run(["--count", "1"], { DATA_DIR: dataDir });
    };
    const running = await beside(startMark(process.pid) ?? "");
    expect(readPass(linesOf(running.out)[0].cookie, keys, Date.now(), "zh_pass")).not.toBeNull();
    const killed = await beside("another process had this number");
    expect(killed).toMatchObject({ code: 1, out: "", errors: expect.stringMatching(/No shop is running/) });
  });
});
