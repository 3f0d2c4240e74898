import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { roles } from "../domain";

const loginsSchema = z.array(z.object({ role: z.enum(roles), email: z.string(), password: z.string() }));

export type DemoLogin = z.infer<typeof loginsSchema>[number];

/** The logins the demo's seed wrote beside its data; null in a real shop. */
export async function readDemoLogins(dataDir: string, demo: boolean): Promise<readonly DemoLogin[] | null> {
  if (!demo) return null;
  try {
    return loginsSchema.parse(JSON.parse(await readFile(join(dataDir, "demo-logins.json"), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
