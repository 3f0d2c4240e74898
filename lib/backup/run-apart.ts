import { fork } from "node:child_process";
import * as z from "zod";

const graceMs = 1_000;
const answerSchema = z.object({ name: z.string().nullable() });

/**
 * Runs the program that makes a backup, beside this process: compressing millions of rows must not delay who books orders.
 * It ends with us, however we end, and when the signal says so. See BackupLoopParts.run.
 */
export function runApart(program: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: ["--enable-source-maps"] });
    let said = "";
    let complained = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      complained = (complained + chunk.toString()).slice(-2_000);
    });
    let killing: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill("SIGTERM");
      killing = setTimeout(() => child.kill("SIGKILL"), graceMs);
    };
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", reject);
    child.once("close", (code, signalName) => {
      clearTimeout(killing);
      signal.removeEventListener("abort", stop);
      if (signal.aborted) return reject(signal.reason);
      if (code !== 0) return reject(new Error(complained.trim() || `the backup ended with ${signalName ?? code}`));
      const answer = answerSchema.safeParse(JSON.parse(said));
      if (answer.success) resolve(answer.data.name);
      else reject(new Error(`the backup answered ${said}`));
    });
  });
}
