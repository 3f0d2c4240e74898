import { nextCommand, projectPath } from "./project.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * Types of the whole project, tests included: first Next writes the types of our routes, then the compiler reads all.
 *
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function typecheck() {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  const routes = await runCommand(process.execPath, [nextCommand, "typegen"], { env });
  if (routes.code !== 0) return routes;
  // TypeScript 7; the package named "typescript" here is version 6, which tools read programs with.
  const compiler = projectPath("node_modules/@typescript/native/bin/tsc");
  return runCommand(process.execPath, [compiler, "--noEmit", "--project", projectPath("tsconfig.json")]);
}
