import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "./env";

const enough = {
  DATABASE_URL: "postgresql://zerohour@localhost:5432/zerohour",
  REDIS_URL: "redis://localhost:6379",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
};

function linesOf(changes: Record<string, string>): readonly string[] {
  try {
    parseEnv({ ...enough, ...changes });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.lines;
    throw error;
  }
}

describe("the environment", () => {
  it("needs three variables and has a default for everything else", () => {
    const env = parseEnv(enough);
    expect(env).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      APP_ORIGIN: "http://localhost:3000",
      WEB_CONCURRENCY: 1,
    });
    expect(env.ZEROHOUR_TEST_TOOLS).toBe(false);
  });

  it("takes the origin's port from PORT and no slash at its end", () => {
    expect(parseEnv({ ...enough, PORT: "8080" }).APP_ORIGIN).toBe("http://localhost:8080");
    expect(parseEnv({ ...enough, APP_ORIGIN: "https://shop.example/" }).APP_ORIGIN).toBe("https://shop.example");
  });

  it("counts an empty value as unset", () => {
    expect(parseEnv({ ...enough, CDN_URL: "" }).CDN_URL).toBeUndefined();
    expect(linesOf({ DATABASE_URL: "" })).toEqual(["DATABASE_URL is not set; see .env.example"]);
  });

  it("says everything that is wrong at once, one line each", () => {
    const lines = linesOf({ PORT: "99999", LOG_LEVEL: "loud", REDIS_URL: "http://localhost" });
    expect(lines).toHaveLength(3);
    expect(lines.join("\n")).toMatch(/PORT="99999"/);
  });

  it("never repeats a secret", () => {
    expect(linesOf({ AUTH_SECRET: "hunter2" }).join()).not.toContain("hunter2");
    expect(linesOf({ DATABASE_URL: "mysql://root:hunter2@db" }).join()).not.toContain("hunter2");
  });

  it.each([
    "redis://one:6379",
    "rediss://user:pass@one:6379/2",
    "redis+sentinel://one:26379/shop",
    "redis://one:6379,redis://two:6379",
  ])("takes %s as the address of Redis", (address) => {
    expect(parseEnv({ ...enough, REDIS_URL: address }).REDIS_URL).toBe(address);
  });

  it("wants all about the bucket for uploads, or nothing", () => {
    const bucket = {
      S3_ENDPOINT: "https://s3.example.com",
      S3_BUCKET: "shop-pictures",
      S3_REGION: "eu-central-1",
      S3_ACCESS_KEY_ID: "id",
      S3_SECRET_ACCESS_KEY: "hunter2",
    };
    expect(parseEnv({ ...enough, ...bucket })).toMatchObject(bucket);
    const lines = linesOf({ ...bucket, S3_REGION: "", S3_SECRET_ACCESS_KEY: "" });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^S3_REGION must be set too: of S3_ENDPOINT, .* either all are or none$/);
    expect(linesOf({ ...bucket, S3_ENDPOINT: "s3.example.com", S3_BUCKET: "Shop" }).join()).not.toContain("hunter2");
  });

  it("refuses the test tools beside a live payment provider", () => {
    expect(linesOf({ ZEROHOUR_TEST_TOOLS: "1", STRIPE_SECRET_KEY: "sk_live_x" }).join()).toContain(
      "ZEROHOUR_TEST_TOOLS",
    );
    expect(linesOf({ ZEROHOUR_TEST_TOOLS: "1", STRIPE_SECRET_KEY: "sk_test_x" })).toEqual([]);
  });
});
