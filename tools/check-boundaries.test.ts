import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkBoundaries } from "./check-boundaries.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "zerohour-boundaries-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a small project and says what the check finds in it. */
function problemsOf(files: Readonly<Record<string, string>>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkBoundaries(root).map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

const domain = { "lib/domain/index.ts": "export const one = 1;\nexport type One = 1;\n" };
const platform = { "lib/platform/clock.ts": "export const clock = 1;\nexport interface Clock {}\n" };

describe("the boundary check", () => {
  it("finds nothing in a project that keeps to the rules", () => {
    const problems = problemsOf({
      ...domain,
      ...platform,
      "lib/stock/gate.ts": `import { one } from "../domain";\nimport type { Clock } from "../platform/clock";\nexport const gate = (clock: Clock) => [one, clock];\n`,
      "lib/wiring.ts": `import { gate } from "./stock/gate";\nexport const services = [gate, process.env.PORT];\n`,
      "components/sale/panel.tsx": `import { one } from "@/lib/domain";\nimport styles from "./panel.module.css";\nexport const Panel = () => <p className={styles.a}>{one}</p>;\n`,
      "components/sale/panel.module.css": ".a {}\n",
      "app/page.tsx": `import { Panel } from "@/components/sale/panel";\nimport { services } from "@/lib/wiring";\nexport default function Page() { return <Panel key={services.length} />; }\n`,
      "lib/stock/gate.test.ts": `import { gate } from "./gate";\nimport { shop } from "../testing/shop";\nvoid [gate, shop, process.env.HOME];\n`,
      "lib/testing/shop.ts": "export const shop = 1;\n",
    });
    expect(problems).toEqual([]);
  });

  it.each([
    [
      "the domain importing a package",
      "lib/domain/ids.ts",
      `import { z } from "zod";`,
      "domain may not import the package zod",
    ],
    [
      "the domain importing node",
      "lib/domain/ids.ts",
      `import "node:crypto";`,
      "domain may not import the package node:crypto",
    ],
    [
      "the domain importing another part",
      "lib/domain/ids.ts",
      `import { clock } from "../platform/clock";`,
      "domain may not import platform",
    ],
    [
      "a service importing the platform's code",
      "lib/stock/gate.ts",
      `import { clock } from "../platform/clock";`,
      "stock may import only types of platform",
    ],
    [
      "a service mixing types and code of the platform",
      "lib/stock/gate.ts",
      `import { clock, type Clock } from "../platform/clock";`,
      "stock may import only types of platform",
    ],
    [
      "a service importing another service",
      "lib/stock/gate.ts",
      `export { book } from "../orders/book";`,
      "stock may import only types of orders",
    ],
    [
      "a dynamic import past the rules",
      "lib/stock/gate.ts",
      `export const late = () => import("../orders/book");`,
      "stock may import only types of orders",
    ],
    [
      "the gate importing a database client",
      "lib/stock/gate.ts",
      `import pg from "pg";`,
      "stock may not import the package pg",
    ],
    [
      "a page importing a service",
      "app/page.tsx",
      `import { book } from "@/lib/orders/book";`,
      "app may not import orders",
    ],
    [
      "a page importing Redis",
      "app/page.tsx",
      `import Redis from "ioredis";`,
      "app may not import the package ioredis",
    ],
    [
      "a component importing the server's wiring",
      "components/a.tsx",
      `import { services } from "@/lib/wiring";`,
      "components may not import wiring",
    ],
    [
      "a component importing node",
      "components/a.tsx",
      `import "node:fs";`,
      "components may not import the package node:fs",
    ],
    [
      "the story importing code of a service",
      "lib/purchase/request.ts",
      `import { book } from "../orders/book";`,
      "purchase may import only types of orders",
    ],
    [
      "lib importing the wiring",
      "lib/http/route.ts",
      `import { services } from "../wiring";`,
      "http may not import wiring",
    ],
    [
      "product code importing test code",
      "lib/wiring.ts",
      `import { shop } from "./testing/shop";`,
      "product code never imports lib/testing",
    ],
    [
      "test code imported even as a type",
      "app/page.tsx",
      `type Shop = import("../lib/testing/shop").Shop;`,
      "product code never imports lib/testing",
    ],
    [
      "the environment read in the middle",
      "lib/orders/book.ts",
      "export const book = process.env.PORT;",
      "reads process.env",
    ],
    [
      "the environment taken out of process",
      "lib/orders/book.ts",
      "const { env } = process;\nexport const book = env;",
      "reads process.env",
    ],
    [
      "the alias inside lib",
      "lib/stock/gate.ts",
      `import { one } from "@/lib/domain";`,
      "inside lib imports are relative",
    ],
    [
      "a file extension",
      "lib/stock/gate.ts",
      `import { one } from "../domain/index.ts";`,
      "imports carry no file extension",
    ],
    [
      "a file that is not there",
      "lib/stock/gate.ts",
      `import { gone } from "./gone";`,
      `there is no file for "./gone"`,
    ],
    ["a file outside the known parts", "lib/helpers/all.ts", "export const all = 1;", "belongs to no known part"],
  ])("catches %s", (_what, path, text, problem) => {
    const problems = problemsOf({
      ...domain,
      ...platform,
      "lib/orders/book.ts": "export const book = 1;\n",
      "lib/wiring.ts": "export const services = 1;\n",
      "lib/testing/shop.ts": "export const shop = 1;\nexport type Shop = 1;\n",
      [path]: `${text}\n`,
    });
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toContain(`${path}:1 `);
  });

  it("catches a cycle, names its files once, and leaves files that only lead to it alone", () => {
    const problems = problemsOf({
      "lib/domain/a.ts": `import { b } from "./b";\nexport const a = b;\n`,
      "lib/domain/b.ts": `import { c } from "./c";\nexport const b = c;\n`,
      "lib/domain/c.ts": `import { b } from "./b";\nexport const c = b;\n`,
    });
    expect(problems).toEqual(["lib/domain/b.ts:1 import cycle: lib/domain/b.ts -> lib/domain/c.ts -> lib/domain/b.ts"]);
  });
});
