import { requireNode } from "./services/require-node.mjs";

// npm run simulate -- [--seeds N] [--seed FIRST] [--json]: sales under faults without any server, story after story.

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { runMain } = await import("./services/run-main.mjs");
const { complain, say } = await import("./services/say.mjs");

await runMain(async () => {
  await ensurePackages();
  const { readOptions } = await import("./simulate/read-options.mjs");
  const options = readOptions(process.argv.slice(2));
  const { register } = await import("tsx/esm/api");
  // The shop's own code, read as it stands: no build to wait for, none to be out of date.
  register();
  const { runSimulation } = await import("./simulate/run-simulation");
  return runSimulation(options, { say, progress: complain });
});
