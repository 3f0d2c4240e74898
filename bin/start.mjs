import { requireNode } from "./services/require-node.mjs";

// npm start: the shop with everything it needs, until Ctrl-C.

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  await ensurePackages();
  const { runShop } = await import("./services/run-shop.mjs");
  return runShop("production");
});
