import { requireNode } from "./services/require-node.mjs";

// npm run restore -- --backup DIR --into embedded|URL [--replace NAME] [--json]

requireNode();
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  const { readSettings } = await import("./services/read-settings.mjs");
  // First of all: the tool that reads the schema does not work any more when the code below is being read by tsx.
  const settings = await readSettings("production");
  const { register } = await import("tsx/esm/api");
  // The shop's own code, read as it stands: no build to wait for, none to be out of date.
  register();
  const { runRestore } = await import("./restore/run-restore");
  return runRestore(settings, process.argv.slice(2));
});
