import { requireNode } from "./services/require-node.mjs";

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { generateAll } = await import("./services/generate.mjs");
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  await ensurePackages();
  await generateAll();
});
