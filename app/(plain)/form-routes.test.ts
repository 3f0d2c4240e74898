import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { locales, localPath } from "@/lib/domain";
import { formRoutes } from "./form-routes";

const root = fileURLToPath(new URL(".", import.meta.url));
const folders = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/post.ts"))
  .map((path) => path.slice(0, -"/post.ts".length));

describe("what forms are sent to", () => {
  it("is all in the server's table, and nothing else is", () => {
    const paths = locales.flatMap((locale) => folders.map((folder) => localPath(locale, `/${folder}`)));
    expect(Object.keys(formRoutes).sort()).toEqual(paths.sort());
  });

  it.each(folders)("%s says who may send and takes nothing but posts", (folder) => {
    expect(Object.keys(formRoutes[`/${folder}`] ?? {})).toEqual(["POST"]);
    expect(formRoutes[`/${folder}`]?.POST).toHaveProperty("rules.access");
    // Nothing slips past the same-origin rule by another way of exporting a handler.
    expect(readFileSync(`${root}${folder}/post.ts`, "utf8")).toContain("export const POST = formRoute");
  });
});
