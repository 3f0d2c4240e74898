import { describe, expect, it } from "vitest";
import { type HttpRequest, jsonAnswer } from "./message";
import { createRoute } from "./route";

const account = { id: "li", name: "Li", email: "li@example.com", role: "marketer", level: 0 } as const;
const pass = { accountId: "li", role: "marketer", level: 0, expiresAtMs: 1 } as const;

const route = createRoute(async () => ({
  appOrigin: "https://shop.example",
  trustedProxyHops: 0,
  accounts: {
    requireRole: async ({ cookieHeader }) =>
      cookieHeader === null ? { word: "not_signed_in" } : { word: "ok", account },
  },
  apiKeys: { authorize: async () => ({ word: "unknown" }) },
  readPass: (cookieHeader) => (cookieHeader === null ? null : pass),
  logFailure(error) {
    throw error;
  },
}));

const requestBy = (cookie: string | null): HttpRequest => ({
  method: "GET",
  pathname: "/api/x",
  searchParams: new URLSearchParams(),
  header: (name) => (name === "cookie" ? cookie : null),
  readBody: async () => "",
  readBytes: async () => Buffer.alloc(0),
  peerAddress: null,
});

const handle = () => jsonAnswer(200, {});
const routes = {
  marketer: route<{ slug: string }>({ access: "marketer", scope: "sales:read" }, handle),
  account: route<{ slug: string }>({ access: "account" }, handle),
  public: route<{ slug: string }>({ access: "public" }, handle),
};
const statusOf = async (access: keyof typeof routes, slug: string, cookie: string | null = "session") =>
  (await routes[access].answer(requestBy(cookie), { slug })).status;

describe.each(["marketer", "account", "public"] as const)("a route for %s", (access) => {
  it("has nothing at an address that no database could keep", async () => {
    expect(await statusOf(access, "lamp")).toBe(200);
    for (const slug of ["\0", "lamp\0", "la\0mp"]) expect(await statusOf(access, slug)).toBe(404);
  });

  it("tells a stranger no more than at any other address", async () => {
    expect(await statusOf(access, "la\0mp", null)).toBe(access === "public" ? 404 : 401);
  });
});
