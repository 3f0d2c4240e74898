/**
 * esbuild, so that its synchronous calls run one program to its end and leave no helper process behind. It reads this
 * switch when it is loaded.
 *
 * @returns {Promise<typeof import("esbuild")>}
 */
export function loadEsbuild() {
  process.env.ESBUILD_WORKER_THREADS = "0";
  return import("esbuild");
}
