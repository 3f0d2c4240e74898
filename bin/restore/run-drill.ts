import type { KeptBackup } from "../../lib/backup/ports";
import { backupFolderOf } from "../../lib/wiring-backup";
import { describeSize, sizeOf } from "../backup/describe-backup";
import { findShop } from "../backup/find-shop";
import { createCommandLine, flag, text } from "../services/command-line.mjs";
import { listenForEnd } from "../services/ending.mjs";
import { ReadableError } from "../services/processes.mjs";
import type { Settings } from "../services/read-settings.mjs";
import { say, spelledDuration } from "../services/say.mjs";
import { chooseBackup } from "./choose-backup";
import { auditScratch, checkConfiguration, checkFiles, loadRows, type StepResult } from "./drill-steps";
import { openScratchShop, type ScratchShop } from "./scratch-shop";

const { read, wrong } = createCommandLine("npm run restore-drill -- [--backup DIR] [--patience SECONDS] [--json]");
const usualPatienceSeconds = 600;

interface DrillOptions {
  readonly backup: string | undefined;
  readonly patienceMs: number;
  readonly json: boolean;
}

interface TimedStep extends StepResult {
  readonly tookMs: number;
}

/**
 * Restores a backup into servers of its own, lets a worker take up its work, audits, and takes everything away again.
 * Resolves with the exit code: 0 when nothing was found.
 */
export async function runDrill(settings: Settings, args: string[]): Promise<number> {
  const options = readOptions(args);
  const startedMs = performance.now();
  const { env } = findShop(settings);
  const backup = await chooseBackup(backupFolderOf(env), options.backup);
  let scratch: ScratchShop | undefined;
  const ending = listenForEnd(() => scratch?.kill());
  try {
    if (!options.json) introduce(backup);
    const steps: TimedStep[] = [];
    const tellStep = (step: TimedStep) => {
      steps.push(step);
      if (!options.json) printStep(step);
    };
    const open = async () => {
      scratch = await openScratchShop(() => undefined);
      return scratch;
    };
    await takeSteps({ backup, options, open, tell: tellStep, signal: ending.signal });
    return conclude(backup, steps, performance.now() - startedMs, options.json);
  } catch (error) {
    if (ending.signal.aborted) throw new ReadableError("Stopped: the drill is not finished.");
    throw error;
  } finally {
    await scratch?.close();
    ending.forget();
  }
}

interface Drill {
  readonly backup: KeptBackup;
  readonly options: DrillOptions;
  readonly open: () => Promise<ScratchShop>;
  readonly tell: (step: TimedStep) => void;
  readonly signal: AbortSignal;
}

/** Each stands on the one before, so the first with a finding is the last. */
async function takeSteps({ backup, options, open, tell, signal }: Drill): Promise<void> {
  const timed = async <Result extends StepResult>(step: () => Promise<Result>): Promise<Result> => {
    const startedMs = performance.now();
    const result = await step();
    const { name, findings, seen } = result;
    tell({ name, findings, seen, tookMs: Math.round(performance.now() - startedMs) });
    return result;
  };
  const files = await timed(() => checkFiles(backup, signal));
  if (files.findings.length > 0) return;
  const configuration = await timed(() => checkConfiguration(backup));
  if (configuration.findings.length > 0) return;
  const scratch = await open();
  const rows = await timed(() => loadRows(backup, scratch, signal));
  if (rows.findings.length > 0) return;
  const { shopTime } = backup.manifest;
  const { patienceMs } = options;
  await timed(() => auditScratch({ scratch, secret: configuration.secret, shopTime, patienceMs, signal }));
}

function readOptions(args: readonly string[]): DrillOptions {
  const { backup, patience, json = false } = read(args, { backup: text, patience: text, json: flag });
  const seconds = patience === undefined ? usualPatienceSeconds : Number(patience);
  if (!(seconds >= 0)) throw wrong("--patience is a number of seconds");
  return { backup, patienceMs: seconds * 1_000, json };
}

function introduce({ path, manifest }: KeptBackup): void {
  say(`${path}: made at ${manifest.madeAt}, ${describeSize(sizeOf(manifest))}`);
}

function printStep({ name, findings, seen, tookMs }: TimedStep): void {
  const word = findings.length === 0 ? "ok    " : "BROKEN";
  say(`${word}  ${name.padEnd(13)}  ${seen}, ${spelledDuration(tookMs)}`);
  for (const finding of findings) say(`          ${finding}`);
}

function conclude({ path, manifest }: KeptBackup, steps: readonly TimedStep[], ms: number, json: boolean): number {
  const ok = steps.every(({ findings }) => findings.length === 0);
  const tookMs = Math.round(ms);
  if (json) say(JSON.stringify({ ok, backup: path, madeAt: manifest.madeAt, tookMs, steps }));
  else if (ok) say(`Restored and proven in ${spelledDuration(tookMs)}.`);
  else say(`This backup is not one to rely on (${spelledDuration(tookMs)}).`);
  return ok ? 0 : 1;
}
