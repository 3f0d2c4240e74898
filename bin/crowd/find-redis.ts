import { resolve } from "node:path";
import { projectDir } from "../services/project.mjs";
import { readRuntime } from "../services/runtime-file.mjs";

/** The shop's Redis, for the audit at the end; null when nobody says where it is. */
export function findRedis(env: Readonly<Record<string, string | undefined>>): string | null {
  return env.REDIS_URL || readRuntime(resolve(projectDir, env.DATA_DIR || ".data"))?.redisUrl || null;
}
