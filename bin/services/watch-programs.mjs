import { bundleOptions } from "./bundle.mjs";
import { loadEsbuild } from "./load-esbuild.mjs";
import { complain, say } from "./say.mjs";

/**
 * Bundles server.ts and worker.ts again whenever a file of theirs changes, and restarts the one that changed. Pages
 * are Next's own business in development.
 *
 * @param {{ web: import("./programs.mjs").Program, worker: import("./programs.mjs").Program }} programs
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function watchPrograms({ web, worker }) {
  const { context, formatMessages, stop } = await loadEsbuild();
  /** @type {[import("./programs.mjs").Program, Record<string, string>][]} */
  const watched = [
    [web, { "server.js": "server.ts" }],
    [worker, { "worker.js": "worker.ts" }],
  ];
  /** @type {import("esbuild").BuildContext[]} */
  const contexts = [];
  for (const [program, sources] of watched) {
    let first = true;
    const restart = {
      name: "restart",
      setup(/** @type {import("esbuild").PluginBuild} */ build) {
        build.onEnd(async ({ errors }) => {
          if (errors.length > 0) complain((await formatMessages(errors, { kind: "error" })).join(""));
          // The first round bundles what runs already.
          else if (!first) {
            say(`${program.name} starts again: its code changed.`);
            await program.restart();
          }
          first = false;
        });
      },
    };
    const bundling = await context({ ...bundleOptions(sources), plugins: [restart] });
    await bundling.watch();
    contexts.push(bundling);
  }
  return async () => {
    for (const bundling of contexts) await bundling.dispose();
    await stop();
  };
}
