import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("stops a process whose parent was gone before it had started", { timeout: 20_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), "zerohour-shutdown-"));
  const file = join(directory, "stopped");
  const program = fileURLToPath(new URL("../testing/outlive-parent.ts", import.meta.url));
  spawn(process.execPath, ["--import", "tsx", program, "parent", file], { stdio: "ignore" });
  await expect.poll(() => existsSync(file), { timeout: 15_000 }).toBe(true);
  rmSync(directory, { recursive: true });
});
