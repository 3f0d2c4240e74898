import { describe, expect, it } from "vitest";
import { createRoute } from "./route";

/** A route that meets an error, and what its caller hears. */
async function hear(error: unknown): Promise<{ readonly status: number; readonly logged: readonly unknown[] }> {
  const logged: unknown[] = [];
  const route = createRoute(async () => ({
    appOrigin: "http://shop",
    readPass: () => null,
    logFailure: (failure) => void logged.push(failure),
    accounts: { requireRole: async () => ({ word: "not_signed_in" }) },
    apiKeys: { authorize: async () => ({ word: "unknown" }) },
    trustedProxyHops: 0,
  }));
  const GET = route({ access: "public" }, () => Promise.reject(error));
  const reply = await GET(new Request("http://shop/api/echo"), { params: Promise.resolve({}) });
  return { status: reply.status, logged };
}

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code });

describe("a route that meets an error", () => {
  it.each([
    new Error("Command timed out"),
    new Error("Connection is closed."),
    // pg's pool, when every connection is taken for too long.
    new Error("timeout exceeded when trying to connect"),
    new Error("LOADING Redis is loading the dataset in memory"),
    new Error("OOM command not allowed when used memory > 'maxmemory'."),
    withCode("connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"),
    withCode("terminating connection due to administrator command", "57P01"),
    withCode("the server does not listen", "08006"),
    new Error("BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
    withCode("could not extend file: No space left on device", "53100"),
    withCode("canceling statement due to statement timeout", "57014"),
  ])("says to come back while something is away: $message", async (error) => {
    expect(await hear(error)).toEqual({ status: 503, logged: [error] });
  });

  it.each([
    new Error("There is no room for 08123 units"),
    new Error("Cannot read properties of undefined (reading 'OOM')"),
    withCode("duplicate key value", "23505"),
  ])("does not take a mistake of ours for that: $message", async (error) => {
    expect(await hear(error)).toEqual({ status: 500, logged: [error] });
  });
});
