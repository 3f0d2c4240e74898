import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createLogger } from "../platform/logger";
import { stopOnSignal } from "../platform/shutdown";

// A program, as `parent FILE`, that starts itself over a channel and dies at once; and, as `child FILE`, that is still starting
// then. The child writes the file when it stops.

const [role, file = ""] = process.argv.slice(2);

async function beParent(): Promise<void> {
  const stdio = ["ignore", "ignore", "inherit", "ipc"] as const;
  const child = spawn(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), "child", file], {
    stdio: [...stdio],
  });
  await once(child, "message");
  process.exit(0);
}

async function beChild(): Promise<void> {
  process.send?.(process.pid);
  await once(process, "disconnect");
  // As a server that listens: nothing else would end it.
  const alive = setInterval(() => undefined, 1_000);
  const steps = [{ name: "tell", run: async () => writeFileSync(file, "stopped") }];
  stopOnSignal({ steps, logger: createLogger({ level: "silent", process: "web" }), deadlineMs: 1_000 });
  setTimeout(() => clearInterval(alive), 20_000);
}

await (role === "parent" ? beParent() : beChild());
