import { requireNode } from "./services/require-node.mjs";

// npm run audit -- [--sale SLUG] [--history FILE[,FILE]] [--json]

requireNode();
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  const { readOptions } = await import("./audit/read-options.mjs");
  const options = readOptions(process.argv.slice(2));
  const { findServers } = await import("./audit/find-servers.mjs");
  const servers = findServers(process.env);
  const { runAudit } = await import("./audit/run-audit.mjs");
  return runAudit(servers, options);
});
