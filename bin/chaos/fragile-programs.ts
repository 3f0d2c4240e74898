import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { nodeFlags } from "../services/node-flags.mjs";
import { projectDir, projectPath } from "../services/project.mjs";
import { ended } from "./fragile-server";

export const programNames = ["web", "second-web", "worker"] as const;
export type ProgramName = (typeof programNames)[number];

/** A program of a shop, as a process that can be broken and started again. */
export interface FragileProgram {
  kill(): Promise<void>;
  start(): void;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** How often it has ended by itself since it was first ready. */
  ownEnds(): number;
  /** From now on an end of its own counts. */
  expectToLast(): void;
  close(): Promise<void>;
}

/** Whoever runs a shop starts a program again that ended by itself, for instance because it met no server at its start. */
const startAgainMs = 500;

export interface ProgramWish {
  readonly name: ProgramName;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export function startProgram({ name, environment, logFile }: ProgramWish): FragileProgram {
  let isWanted = true;
  let lasts = false;
  let ownEnds = 0;
  let child = run();

  function run(): ChildProcess {
    const entry = projectPath(`.build/${name === "worker" ? "worker" : "server"}.js`);
    const started = spawn(process.execPath, [...nodeFlags, entry], {
      cwd: projectDir,
      env: { ...process.env, NODE_ENV: "production", ...environment },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const log = createWriteStream(logFile, { flags: "a" });
    started.stdout?.pipe(log, { end: false });
    started.stderr?.pipe(log, { end: false });
    started.once("exit", () => {
      if (!isWanted || child !== started) return;
      if (lasts) ownEnds += 1;
      setTimeout(() => {
        if (isWanted && child === started) child = run();
      }, startAgainMs);
    });
    return started;
  }

  return {
    async kill() {
      isWanted = false;
      await ended(child, "SIGKILL");
    },
    start() {
      isWanted = true;
      child = run();
    },
    ownEnds: () => ownEnds,
    expectToLast() {
      lasts = true;
    },
    signal: (signalName) => void child.kill(signalName),
    async close() {
      isWanted = false;
      child.kill("SIGCONT");
      await ended(child, "SIGKILL");
    },
  };
}

const linesTold = 40;

/** The end of what programs said. */
export async function readLog(logFile: string): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "");
  return text.split("\n").slice(-linesTold).join("\n");
}
