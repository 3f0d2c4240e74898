import { requireNode } from "./services/require-node.mjs";

// npm run crowd -- --sale SLUG --shoppers N [--json] and more, see crowd/read-options.ts

requireNode();
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  const { register } = await import("tsx/esm/api");
  // The shop's own code, read as it stands: no build to wait for, none to be out of date.
  register();
  const { readOptions } = await import("./crowd/read-options");
  const options = readOptions(process.argv.slice(2));
  const { findShop } = await import("./shoppers/find-shop.mjs");
  const { findRedis } = await import("./crowd/find-redis");
  const shop = { ...findShop(process.env), redisUrl: findRedis(process.env) };
  const { runCrowd } = await import("./crowd/run-crowd");
  return runCrowd(shop, options);
});
