import { findFlaws } from "../../lib/backup/read-backup";
import { backupFolderOf } from "../../lib/wiring-backup";
import { findShop } from "../backup/find-shop";
import { createCommandLine, text } from "../services/command-line.mjs";
import { listenForEnd } from "../services/ending.mjs";
import { ReadableError } from "../services/processes.mjs";
import type { Settings } from "../services/read-settings.mjs";
import { say, spelledDuration } from "../services/say.mjs";
import { chooseBackup } from "./choose-backup";
import { restoreEmbedded } from "./restore-embedded";
import { restoreExternal } from "./restore-external";

const { read, wrong } = createCommandLine("npm run restore -- --backup DIR --into embedded|URL [--replace NAME]");

interface RestoreOptions {
  readonly backup: string;
  /** `embedded`, or a database's URL. */
  readonly into: string;
  /** The name of the database whose orders may go, retyped. */
  readonly replace: string | null;
}

/** Makes a backup the shop's database, pictures and secret again. Resolves with the exit code. */
export async function runRestore(settings: Settings, args: string[]): Promise<number> {
  const options = readOptions(args);
  const startedMs = performance.now();
  const shop = findShop(settings);
  const backup = await chooseBackup(backupFolderOf(shop.env), options.backup);
  const ending = listenForEnd(() => undefined);
  try {
    const flaws = await findFlaws(backup, ending.signal);
    if (flaws.length > 0) {
      throw new ReadableError(
        `Nothing was changed: ${flaws.map(({ detail }) => detail).join(" ")} Take another backup.`,
      );
    }
    const wish = { backup, shop, replace: options.replace, signal: ending.signal };
    const told =
      options.into === "embedded" ? await restoreEmbedded(wish) : await restoreExternal({ ...wish, url: options.into });
    say(`Restored ${backup.path} in ${spelledDuration(performance.now() - startedMs)}.`);
    for (const line of told) say(`  ${line}`);
    return 0;
  } catch (error) {
    if (ending.signal.aborted) throw new ReadableError("Stopped before the restored database took its place.");
    throw error;
  } finally {
    ending.forget();
  }
}

function readOptions(args: readonly string[]): RestoreOptions {
  const { backup, into, replace = null } = read(args, { backup: text, into: text, replace: text });
  if (backup === undefined) throw wrong("Say which backup: --backup DIR");
  if (into === undefined) throw wrong("Say where to: --into embedded, or --into postgresql://…");
  if (into !== "embedded" && !/^postgres(ql)?:\/\//.test(into)) {
    throw wrong("--into is the word embedded or a URL that begins with postgresql://");
  }
  return { backup, into, replace };
}
