import { inspect } from "node:util";
import { afterEach, beforeEach } from "vitest";

// A warning in a test is a fault that nobody has looked at yet: it fails the test that printed it. A test that expects
// one replaces the function itself (vi.spyOn), which hides it from here.

const printed: string[] = [];

console.error = (...parts: unknown[]) => remember("console.error", parts);
console.warn = (...parts: unknown[]) => remember("console.warn", parts);

beforeEach(() => {
  printed.length = 0;
});

afterEach(() => {
  const [first] = printed.splice(0);
  if (first !== undefined) throw new Error(`The test printed to the console. ${first}`);
});

function remember(name: string, parts: readonly unknown[]): void {
  printed.push(`${name}: ${parts.map((part) => (typeof part === "string" ? part : inspect(part))).join(" ")}`);
}
