import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hotRoutes } from "./hot-routes";

const root = fileURLToPath(new URL(".", import.meta.url));
const folders = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/route.ts"))
  .map((path) => path.slice(0, -"/route.ts".length));

describe("the API's routes", () => {
  it("are all in the server's table, and nothing else is", () => {
    expect(Object.keys(hotRoutes).sort()).toEqual(folders.map((folder) => `/api/${folder}`).sort());
  });

  it("are found by their words before they are taken for another's variable part", () => {
    const paths = Object.keys(hotRoutes);
    for (const [index, path] of paths.entries()) {
      const asPattern = new RegExp(`^${path.replaceAll(".", "[.]").replace(/\[\w+\]/g, "[^/[]+")}$`);
      expect(paths.filter((other, at) => at > index && asPattern.test(other))).toEqual([]);
    }
  });

  it.each(folders)("%s says for every method who may call it", (folder) => {
    const methods = Object.entries(hotRoutes[`/api/${folder}`] ?? {});
    expect(methods.length).toBeGreaterThan(0);
    for (const [method, handler] of methods) {
      expect(["GET", "POST", "PATCH", "DELETE"]).toContain(method);
      expect(handler).toHaveProperty("rules.access");
    }
    // Nothing slips past the rules by another way of exporting a handler.
    const source = readFileSync(`${root}${folder}/route.ts`, "utf8");
    expect(source.match(/export (async )?function/g)).toBeNull();
  });
});
