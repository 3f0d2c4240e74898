import { setPriority } from "node:os";
import { EnvError, parseEnv } from "../lib/platform/env";
import { backUp, messageOf } from "../lib/wiring-backup";

// What a worker runs beside itself when a backup is due: one backup of the shop of its own variables. Says the backup's
// name as JSON, null when another one is under way; else one line of what is wrong.

/** Selling comes first. */
const politeness = 10;

const abort = new AbortController();
for (const event of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(event, () => abort.abort());

try {
  setPriority(politeness);
  const outcome = await backUp(parseEnv(process.env), process.env, abort.signal);
  process.stdout.write(JSON.stringify({ name: outcome.word === "made" ? outcome.backup.name : null }));
} catch (error) {
  process.stderr.write(`${error instanceof EnvError ? error.message : messageOf(error)}\n`);
  process.exitCode = 1;
} finally {
  if (process.connected) process.disconnect();
}
