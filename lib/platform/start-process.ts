import { EnvError } from "./env";

/**
 * Runs the entry of a process. What keeps it from starting is said in readable lines on standard error, without
 * a stack: a bad variable, a port in use, a server that does not answer.
 */
export function startProcess(start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    for (const line of readableLines(error)) process.stderr.write(`zerohour: ${line}\n`);
    process.exit(1);
  });
}

function readableLines(error: unknown): readonly string[] {
  if (error instanceof EnvError) return error.lines;
  if (!(error instanceof Error)) return [String(error)];
  if ("code" in error && error.code === "EADDRINUSE") {
    const port = "port" in error ? ` ${String(error.port)}` : "";
    return [`port${port} is in use; stop the program that uses it or set PORT to another one`];
  }
  return [error.message];
}
