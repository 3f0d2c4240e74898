import { requireNode } from "./services/require-node.mjs";

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { generateClient } = await import("./services/generate.mjs");
const { runMain } = await import("./services/run-main.mjs");
const { typecheck } = await import("./services/typecheck.mjs");

await runMain(async () => {
  await ensurePackages();
  await generateClient();
  const { code, output } = await typecheck();
  if (output.trim() !== "") console.log(output.trimEnd());
  return code;
});
