import { requireNode } from "./services/require-node.mjs";

// npm run dev: the same shop, with pages and programs that follow the code.

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  await ensurePackages();
  const { runShop } = await import("./services/run-shop.mjs");
  return runShop("development");
});
