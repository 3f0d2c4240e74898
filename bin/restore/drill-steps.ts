import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEnv as parseEnvFile } from "node:util";
import { configurationName } from "../../lib/backup/manifest";
import type { KeptBackup } from "../../lib/backup/ports";
import { findFlaws } from "../../lib/backup/read-backup";
import type { AuditAnswer } from "../../lib/domain";
import { auditWith } from "../../lib/wiring-audit";
import { fillDatabase } from "./fill-database";
import type { ScratchShop } from "./scratch-shop";

/** One thing a drill proves. No finding means that it holds. */
export interface StepResult {
  readonly name: string;
  readonly findings: readonly string[];
  /** What was looked at. */
  readonly seen: string;
}

export async function checkFiles(backup: KeptBackup, signal: AbortSignal): Promise<StepResult> {
  const flaws = await findFlaws(backup, signal);
  const lost = backup.manifest.missingPictures.map((name) => `${name}: the shop had lost this picture already.`);
  return {
    name: "files",
    findings: [...flaws.map(({ detail }) => detail), ...lost],
    seen: `${backup.manifest.files.length} files`,
  };
}

/** What the shop is started with can be read, and has the secret that signs everything. */
export async function checkConfiguration({ path }: KeptBackup): Promise<StepResult & { readonly secret: string }> {
  const variables = parseEnvFile(await readFile(join(path, configurationName), "utf8"));
  const secret = variables.AUTH_SECRET ?? "";
  const findings = secret.length < 32 ? [`${configurationName} holds no AUTH_SECRET.`] : [];
  return { name: "configuration", findings, seen: `${Object.keys(variables).length} variables`, secret };
}

export async function loadRows(backup: KeptBackup, scratch: ScratchShop, signal: AbortSignal): Promise<StepResult> {
  const filled = await fillDatabase(scratch.databaseUrl, backup, scratch.directory, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return { findings: [messageOf(error)], leftOut: [], rows: 0, tables: 0, migrated: [] };
  });
  const since = filled.migrated.length === 0 ? "" : `, ${filled.migrated.length} migrations since`;
  const leftOut = filled.leftOut.map((name) => `no migration of the shop makes the table ${name}.`);
  const seen = `${filled.rows} rows of ${filled.tables} tables${since}`;
  return { name: "database", findings: [...filled.findings, ...leftOut], seen };
}

export interface AuditWish {
  readonly scratch: ScratchShop;
  readonly secret: string;
  readonly shopTime: string;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

const pauseMs = 500;
/** What has stayed wrong for so long, beside a worker that works, stays wrong. */
const unchangedMs = 30_000;

/**
 * Whether the shop is right once a worker has taken up what lay there: gates loaded from the books, holds ended, news told.
 * That takes a while, so what is found counts only when it stays.
 */
export async function auditScratch({ scratch, secret, shopTime, patienceMs, signal }: AuditWish): Promise<StepResult> {
  await scratch.startWorker(secret, shopTime);
  const deadline = performance.now() + patienceMs;
  let seen = "";
  let sinceMs = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const end = scratch.findWorkersEnd();
    if (end !== null) return { name: "audit", findings: [`The worker ended: ${end}`], seen: "nothing" };
    const answer = await auditWith(scratch, null);
    if (answer === null) throw new Error("an audit of everything finds no shop");
    const findings = findingsOf(answer);
    const nowMs = performance.now();
    if (findings.join("\n") !== seen) sinceMs = nowMs;
    seen = findings.join("\n");
    if (findings.length === 0 || nowMs > deadline || nowMs - sinceMs > unchangedMs) {
      return { name: "audit", findings, seen: `${answer.checks.length} checks` };
    }
    await wait(pauseMs, undefined, { signal });
  }
}

function findingsOf(answer: AuditAnswer): readonly string[] {
  return answer.checks
    .filter(({ ok }) => !ok)
    .map(({ name, invariant, breaches, found, notChecked = "broken" }) => {
      const more = found > 1 ? ` (and ${found - 1} more)` : "";
      return `${invariant} ${name}: ${breaches[0]?.message ?? notChecked}${more}`;
    });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
