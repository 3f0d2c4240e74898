import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

// What came of the last try, beside the backups: whoever made it, everybody can tell.

const fileName = "last-result.json";

const schema = z.object({
  at: z.iso.datetime(),
  ok: z.boolean(),
  /** The backup's name, or why there is none. */
  message: z.string(),
  tookMs: z.number().int().min(0),
});

export type LastResult = z.infer<typeof schema>;

/** Null when nobody has tried yet. */
export async function readLastResult(folder: string): Promise<LastResult | null> {
  const text = await readFile(join(folder, fileName), "utf8").catch(() => null);
  if (text === null) return null;
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

export async function writeLastResult(folder: string, result: LastResult): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${fileName}.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(result)}\n`, { mode: 0o600 });
  await rename(draft, join(folder, fileName));
}
