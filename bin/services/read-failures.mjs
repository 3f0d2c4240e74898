// What failed, in a few lines each, from the reports of both runners: `npm test` says it once more beside its sums, since
// whoever reads a long log reads its end, and some are shown nothing else.

/** Enough for an assertion with what was expected and what came. */
const linesOfReason = 6;
const longestLine = 200;

/**
 * @typedef {object} Failure
 * @property {string} name where it stands and what it is called
 * @property {string} reason why, shortened, on one line or several
 */

/**
 * @typedef {object} VitestReport
 * @property {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] | null }[] }[]} [testResults]
 */

/**
 * @param {VitestReport} report what `--reporter=json` wrote
 * @param {string} root its files are told from here
 * @returns {Failure[]}
 */
export function readVitestFailures(report, root) {
  return (report.testResults ?? []).flatMap((file) => {
    const where = file.name.startsWith(`${root}/`) ? file.name.slice(root.length + 1) : file.name;
    const tests = file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => ({
        name: `${where}: ${test.fullName}`,
        reason: shorten((test.failureMessages ?? []).join("\n")),
      }));
    // A file that cannot be loaded, or whose servers did not start, has no test that failed.
    if (tests.length > 0 || file.status !== "failed") return tests;
    return [{ name: where, reason: shorten(file.message ?? "") }];
  });
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, file: string, line: number, tests: { status: string, results: { errors?: { message?: string }[] }[] }[] }[]} [specs]
 */

/**
 * @param {{ suites?: PlaywrightSuite[], errors?: { message?: string }[] }} report what its JSON reporter wrote
 * @returns {Failure[]}
 */
export function readPlaywrightFailures(report) {
  const outside = (report.errors ?? []).map((error) => ({
    name: "outside any test",
    reason: shorten(error.message ?? ""),
  }));
  return [...outside, ...(report.suites ?? []).flatMap(readSuite)];
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {Failure[]}
 */
function readSuite(suite) {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === "unexpected" || test.status === "flaky")
      .map((test) => ({
        name: `${spec.file}:${spec.line}: ${spec.title}`,
        reason: shorten(
          test.results
            .flatMap((result) => result.errors ?? [])
            .map((error) => error.message ?? "")
            .join("\n"),
        ),
      })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(readSuite)];
}

/** @param {string} text */
function shorten(text) {
  const lines = withoutColours(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  // The lines that name the runner's own files tell nothing; the first of ours tells where.
  const firstOfStack = lines.findIndex((line) => /^\s+at /u.test(line));
  const said = firstOfStack === -1 ? lines : lines.slice(0, firstOfStack);
  const place = lines.find((line) => /^\s+at /u.test(line) && !line.includes("node_modules"));
  return [...said.slice(0, linesOfReason), ...(place === undefined ? [] : [place])]
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line))
    .join("\n");
}

/** @param {string} text */
function withoutColours(text) {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "gu"), "");
}
