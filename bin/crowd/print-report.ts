import type { CrowdReport, Latencies } from "./tally";

/** The report for a person. */
export function printReport(report: CrowdReport): void {
  const rows: readonly (readonly [string, string])[] = [
    ["shoppers", `${report.shoppers} for ${report.stock} units, seed ${report.seed}`],
    ["accepted", `${report.accepted}, ${report.inLine} of them in line first`],
    ["refused", describeCounts(report.refused)],
    ["became", describeCounts(report.outcomes)],
    ["paid", String(report.paid)],
    ["answer", describeTimes(report.answerMs)],
    ["decision", describeTimes(report.decisionMs)],
    ["switch delay", report.switchDelayMs === null ? "the sale was live before" : describeTimes(report.switchDelayMs)],
    ["asked again", describeCounts(report.askedAgain)],
    ["requests", `${report.requests} in ${(report.tookMs / 1_000).toFixed(1)} s`],
    ["errors", describeCounts(report.errors)],
    ["stuck", String(report.stuck)],
    ["oversold", String(report.oversold)],
    ["audit", describeAudit(report.audit)],
  ];
  for (const [name, text] of rows) console.log(`${name.padEnd(13)} ${text}`);
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

function describeTimes({ count, p50, p90, p99, max }: Latencies): string {
  return count === 0 ? "none" : `p50 ${p50} ms, p90 ${p90} ms, p99 ${p99} ms, longest ${max} ms, of ${count}`;
}

function describeAudit(audit: CrowdReport["audit"]): string {
  if (audit === null) return "not made: set REDIS_URL";
  return audit.ok ? "all checks are well" : `broken: ${audit.broken.join(", ")}`;
}
