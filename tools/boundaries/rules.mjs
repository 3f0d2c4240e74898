// Who may import whom; docs/architecture.md says why.

/**
 * A zone is a part of the project with one place in the order of things.
 *
 * @typedef {object} Zone
 * @property {string} name
 * @property {(path: string) => boolean} holds whether a file (path from the root, with /) belongs to it
 * @property {readonly string[]} imports zones it may import; its own is understood
 * @property {readonly string[]} [importsTypesOf] zones of which it may import types alone
 * @property {"any" | readonly RegExp[]} packages npm packages and node: modules it may import
 * @property {readonly RegExp[]} [neverPackages] exceptions from `packages`
 * @property {boolean} [readsEnvironment] whether it may read process.env
 */

/** @param {...string} folders */
const under =
  (...folders) =>
  (/** @type {string} */ path) =>
    folders.some((folder) => path.startsWith(`${folder}/`));

/** @param {...string} files */
const oneOf =
  (...files) =>
  (/** @type {string} */ path) =>
    files.includes(path);

const everyService = [
  "stock",
  "orders",
  "sales",
  "payments",
  "accounts",
  "log",
  "mail",
  "reminders",
  "uploads",
  "audit",
  "backup",
];
const everyPart = ["domain", "http", "platform", "purchase", ...everyService];

const redisClient = /^ioredis$/;
const databaseClient = /^(@prisma\/.*|pg)$/;
const web = /^(next|react|react-dom|swr)(\/.*)?$/;
const nodeModule = /^node:/;

/**
 * In this order: the first zone that holds a file is its zone.
 *
 * @type {readonly Zone[]}
 */
export const zones = [
  {
    name: "tests",
    holds: (path) => /\.test\.tsx?$|^(e2e|bench)\/|\/fixtures\/|^[a-z]+\.config\.ts$/.test(path),
    imports: [
      "testing",
      "simulation",
      "test-tools",
      "app",
      "components",
      "every-language",
      "wiring",
      "seed",
      "entries",
      "bin",
      "tools",
      "generated",
      ...everyPart,
    ],
    packages: "any",
    readsEnvironment: true,
  },
  {
    name: "testing",
    holds: under("lib/testing"),
    imports: ["wiring", "bin", "generated", "entries", ...everyPart],
    packages: "any",
    readsEnvironment: true,
  },
  {
    // The shop's own code over simulated servers; a program of its own, which no product code imports.
    name: "simulation",
    holds: under("lib/simulation"),
    imports: everyPart,
    packages: "any",
  },
  { name: "generated", holds: under("prisma/generated"), imports: [], packages: "any", readsEnvironment: true },
  {
    // The states that the test tools set up, on request of a shop started with ZEROHOUR_TEST_TOOLS=1, are the factories'.
    name: "test-tools",
    holds: under("lib/test-tools"),
    imports: ["testing", ...everyPart],
    packages: "any",
  },
  {
    // Demo data comes from the same factories as the tests'.
    name: "seed",
    holds: (path) => path === "prisma/seed.ts" || path.startsWith("prisma/seed/"),
    imports: ["testing", "wiring", "generated", ...everyPart],
    packages: "any",
    readsEnvironment: true,
  },
  {
    name: "entries",
    holds: oneOf("server.ts", "worker.ts"),
    imports: ["wiring", "app", "generated", ...everyPart],
    packages: "any",
    readsEnvironment: true,
  },
  {
    name: "wiring",
    holds: (path) => /^lib\/wiring(-[a-z]+)?\.ts$/.test(path),
    imports: ["test-tools", "generated", ...everyPart],
    packages: "any",
    readsEnvironment: true,
  },
  {
    name: "bin",
    holds: under("bin"),
    imports: ["wiring", "simulation", "generated", ...everyPart],
    packages: "any",
    readsEnvironment: true,
  },
  { name: "tools", holds: under("tools"), imports: ["domain"], packages: "any", readsEnvironment: true },
  {
    name: "app",
    holds: under("app"),
    imports: ["components", "every-language", "domain", "http", "wiring"],
    packages: "any",
    neverPackages: [redisClient, databaseClient],
  },
  {
    // All languages at once: for what is drawn on the server. A page in the browser takes along its own alone.
    name: "every-language",
    holds: oneOf("components/words/words-of.ts"),
    imports: ["components", "domain"],
    packages: [],
  },
  {
    name: "components",
    holds: under("components"),
    imports: ["domain"],
    packages: "any",
    neverPackages: [redisClient, databaseClient, nodeModule],
  },
  { name: "domain", holds: under("lib/domain"), imports: [], packages: [] },
  {
    name: "http",
    holds: under("lib/http"),
    imports: ["domain"],
    importsTypesOf: ["accounts", "purchase", "platform"],
    packages: "any",
    neverPackages: [redisClient, databaseClient],
  },
  {
    name: "purchase",
    holds: under("lib/purchase"),
    imports: ["domain"],
    importsTypesOf: [...everyService, "platform"],
    packages: [nodeModule, /^zod$/],
  },
  service("stock", [databaseClient, web]),
  service("orders", [redisClient, web]),
  service("sales", [web]),
  service("payments", [redisClient, web]),
  service("accounts", [redisClient, web]),
  service("log", [redisClient, web]),
  service("mail", [redisClient, web]),
  service("reminders", [redisClient, web]),
  service("uploads", [redisClient, web]),
  service("audit", [web]),
  service("backup", [redisClient, web]),
  {
    name: "platform",
    holds: under("lib/platform"),
    imports: ["generated"],
    packages: "any",
    neverPackages: [web],
    readsEnvironment: true,
  },
];

/**
 * A folder of the server's truth. Another one reaches it as a parameter, so its types may be named.
 *
 * @param {string} name
 * @param {readonly RegExp[]} neverPackages
 * @returns {Zone}
 */
function service(name, neverPackages) {
  return {
    name,
    holds: under(`lib/${name}`),
    imports: ["domain", ...(neverPackages.includes(databaseClient) ? [] : ["generated"])],
    importsTypesOf: ["platform", ...everyService.filter((other) => other !== name)],
    packages: "any",
    neverPackages,
  };
}

/**
 * @param {string} path
 * @returns {Zone | undefined}
 */
export function zoneOf(path) {
  return zones.find((zone) => zone.holds(path));
}

/**
 * @param {Zone} from
 * @param {Zone} to
 * @param {boolean} typeOnly
 * @returns {string | undefined} why not
 */
export function refuseZone(from, to, typeOnly) {
  if (from === to || from.imports.includes(to.name)) return undefined;
  if (from.importsTypesOf?.includes(to.name)) {
    return typeOnly ? undefined : `${from.name} may import only types of ${to.name} (write "import type")`;
  }
  if (to.name === "testing") return "product code never imports lib/testing";
  const allowed = [...from.imports, ...(from.importsTypesOf ?? []).map((name) => `types of ${name}`)];
  return `${from.name} may not import ${to.name}; it may import ${allowed.join(", ") || "nothing"}`;
}

/**
 * @param {Zone} from
 * @param {string} specifier
 * @returns {string | undefined} why not
 */
export function refusePackage(from, specifier) {
  const allowed = from.packages === "any" || from.packages.some((pattern) => pattern.test(specifier));
  const forbidden = from.neverPackages?.some((pattern) => pattern.test(specifier));
  return allowed && !forbidden ? undefined : `${from.name} may not import the package ${specifier}`;
}
