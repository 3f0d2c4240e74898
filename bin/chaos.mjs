import { requireNode } from "./services/require-node.mjs";

// npm run chaos -- [--seed N] [--runs K] [--json]: a shop of its own, a crowd, and faults; then everything is compared.

requireNode();
const { ensurePackages } = await import("./services/install-packages.mjs");
const { runMain } = await import("./services/run-main.mjs");
const { say } = await import("./services/say.mjs");

await runMain(async () => {
  await ensurePackages();
  const { readOptions } = await import("./chaos/read-options.mjs");
  const options = readOptions(process.argv.slice(2));
  const { buildShop } = await import("./services/build.mjs");
  await buildShop();
  // Only now: the bundler's own start hangs in a process whose imports go through tsx.
  const { register } = await import("tsx/esm/api");
  register();
  const { printReport, printRun, runChaos } = await import("./chaos/run-chaos");
  const report = await runChaos(options, options.json ? () => undefined : printRun);
  if (options.json) say(JSON.stringify(report));
  else printReport(report);
  return report.violations === 0 ? 0 : 1;
});
