import { requireNode } from "./services/require-node.mjs";

// npm run gameday -- [--rows NAME[,NAME]] [--list] [--write] [--json]: every fault of servers, network and clocks, one after
// the other, each told in a sentence; at the end the matrix with what was measured.

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  await ensurePackages();
  const { readOptions } = await import("./gameday/read-options.mjs");
  const options = readOptions(process.argv.slice(2));
  if (!options.list) {
    const { buildShop } = await import("./services/build.mjs");
    await buildShop();
  }
  // Only now: the bundler's own start hangs in a process whose imports go through tsx.
  const { register } = await import("tsx/esm/api");
  register();
  const { runGameday } = await import("./gameday/run-gameday");
  return runGameday(options);
});
