import { requireNode } from "./services/require-node.mjs";

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { buildShop } = await import("./services/build.mjs");
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  await ensurePackages();
  await buildShop();
  console.log("The build is up to date.");
});
