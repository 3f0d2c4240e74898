import { describe, expect, it } from "vitest";
import { buildDocument } from "@/lib/http/openapi/build-document";
import { operations } from "@/lib/http/openapi/operations";
import { hotRoutes } from "../hot-routes";

interface Rules {
  readonly access: string;
  readonly scope?: string;
}

/** `GET /api/time public`, with the scope of an API key where there is one. */
const line = (method: string, path: string, { access, scope }: Rules) =>
  [method, path, access, scope].filter((word) => word !== undefined).join(" ");

function rulesOf(handler: unknown): Rules {
  const rules: unknown = handler instanceof Function && "rules" in handler ? handler.rules : null;
  if (rules === null || typeof rules !== "object" || !("access" in rules)) throw new Error("a handler without rules");
  const scope = "scope" in rules ? rules.scope : null;
  return { access: String(rules.access), ...(scope === null ? {} : { scope: String(scope) }) };
}

const exported = Object.entries(hotRoutes).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, handler]) => line(method, path, rulesOf(handler))),
);

const cookieNames = { pass: "zh_pass", session: "zh_session" };
const document = buildDocument({ operations, appOrigin: "https://shop.example", cookieNames });
const text = JSON.stringify(document);

/** Every object in the document, at any depth. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield Object.fromEntries(Object.entries(value));
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

function at(pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null
          ? Object.entries(value).find(([key]) => key === name)?.[1]
          : undefined,
      document,
    );
}

describe("the description of the API", () => {
  it("has every method of every route with who may call it, and nothing else", () => {
    const described = operations.map(({ method, path, ...rules }) => line(method, path, rules));
    expect(described.sort()).toEqual(exported.sort());
  });

  it("has each of them once, under an id of its own", () => {
    const ids = [...objectsIn(document)].map((object) => object.operationId).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(operations.length);
    expect(ids).toHaveLength(operations.length);
  });

  it("says per operation who may call it and by what", () => {
    expect(at("#/paths")).toHaveProperty(["/api/admin/sales/{slug}", "patch"]);
    const pause = at("#/paths");
    expect(pause).toHaveProperty(["/api/admin/sales/{slug}/pause", "post", "x-access"], "marketer");
    expect(pause).toHaveProperty(
      ["/api/admin/sales/{slug}/pause", "post", "security"],
      [{ session: [] }, { apiKey: [] }],
    );
    expect(pause).toHaveProperty(["/api/orders", "get", "security"], [{ pass: [] }]);
    expect(pause).toHaveProperty(["/api/time", "get", "security"], []);
  });

  it("refers only to schemas that it has", () => {
    const refs = [...objectsIn(document)].map((object) => object.$ref).filter((ref) => typeof ref === "string");
    expect(refs.length).toBeGreaterThan(50);
    for (const ref of new Set(refs)) expect([ref, typeof at(ref)]).toEqual([ref, "object"]);
  });

  it("names every part of an address that varies", () => {
    for (const [path, methods] of Object.entries(Object(at("#/paths")))) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(Object(methods))) {
        const parameters: readonly { name: string; in: string }[] = Object(operation).parameters;
        expect(parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name)).toEqual(
          parts,
        );
      }
    }
  });

  it("takes its schemas from those that validate", () => {
    const title = at("#/components/schemas/NewSale/properties/title");
    expect(title).toMatchObject({ type: "string", minLength: 1, maxLength: 120 });
    expect(at("#/components/schemas/NewSale/required")).toEqual(["slug", "title", "price", "startsAt", "endsAt"]);
    expect(at("#/components/schemas/NewSale/additionalProperties")).toBe(false);
    expect(at("#/components/schemas/SaleState/additionalProperties")).toBeUndefined();
  });

  it("says what every operation refuses", () => {
    for (const { method, path } of operations) {
      const address = path.replace(/\[(\w+)\]/g, "{$1}");
      const responses = Object(at("#/paths"))[address][method.toLowerCase()].responses;
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["500", "503"]));
    }
    expect(text).toContain("application/problem+json");
  });
});
