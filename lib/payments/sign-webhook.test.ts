import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkSignature, deriveWebhookKey, signatureToleranceMs, signWebhook } from "./sign-webhook";

const key = deriveWebhookKey("a secret of thirty-two characters");
const sentAtMs = Date.UTC(2026, 10, 11, 10, 0, 0);
const body = JSON.stringify({ id: "evt_1", note: "10 € — naïve" });

function check(received: string | Uint8Array, header: string | null, nowMs = sentAtMs): string {
  const bytes = typeof received === "string" ? new TextEncoder().encode(received) : received;
  return checkSignature(key, bytes, header, nowMs);
}

/** A correct signature of any time and body, made without the code under test. */
function forge(seconds: string, content: string): string {
  return createHmac("sha256", key).update(`${seconds}.${content}`).digest("hex");
}

describe("the signature of webhooks", () => {
  const header = signWebhook(key, body, sentAtMs);

  it("is HMAC-SHA256 over the time in seconds, a dot and the raw body", () => {
    const seconds = String(sentAtMs / 1000);
    expect(header).toBe(`t=${seconds},v1=${forge(seconds, body)}`);
    expect(check(body, header)).toBe("good");
  });

  it("refuses every change of a single byte of the body", () => {
    const bytes = new TextEncoder().encode(body);
    for (let position = 0; position < bytes.length; position += 1) {
      const changed = bytes.map((byte, index) => (index === position ? byte ^ 1 : byte));
      expect(check(changed, header)).toBe("bad_signature");
    }
  });

  it("refuses a body that says the same in other bytes", () => {
    expect(check(JSON.stringify(JSON.parse(body), null, 1), header)).toBe("bad_signature");
    expect(check(`\uFEFF${body}`, header)).toBe("bad_signature");
  });

  it("refuses every change of a single character of the header", () => {
    for (let position = 0; position < header.length; position += 1) {
      const other = header[position] === "1" ? "2" : "1";
      expect(check(body, header.slice(0, position) + other + header.slice(position + 1))).toBe("bad_signature");
    }
  });

  it.each([
    ["none", null],
    ["an empty one", ""],
    ["no time", header.slice(header.indexOf(",") + 1)],
    ["no signature", header.slice(0, header.indexOf(","))],
    ["two signatures", `${header},v1=${"0".repeat(64)}`],
    ["two times", `t=1,${header}`],
    ["an upper-case signature", header.replace(/[a-f]/g, (letter) => letter.toUpperCase())],
    ["a shortened signature", header.slice(0, -2)],
    ["a time that is no number", header.replace(/t=\d+/, "t=now")],
    ["a negative time", header.replace("t=", "t=-")],
    ["ten thousand characters", `t=1,v1=${"a".repeat(10_000)}`],
  ])("refuses a header with %s", (_, broken) => {
    expect(check(body, broken)).toBe("bad_signature");
  });

  it("refuses a signature of another secret", () => {
    const other = deriveWebhookKey("another secret of many characters");
    expect(check(body, signWebhook(other, body, sentAtMs))).toBe("bad_signature");
  });

  it("holds for the tolerance either way and not a millisecond longer", () => {
    expect(check(body, header, sentAtMs + signatureToleranceMs)).toBe("good");
    expect(check(body, header, sentAtMs - signatureToleranceMs)).toBe("good");
    expect(check(body, header, sentAtMs + signatureToleranceMs + 1)).toBe("too_old");
    expect(check(body, header, sentAtMs - signatureToleranceMs - 1)).toBe("too_old");
  });

  it("never calls a forged signature too old, so that it tells nothing about clocks", () => {
    expect(check(body, `t=1,v1=${"0".repeat(64)}`)).toBe("bad_signature");
    expect(check(body, `t=1,v1=${forge("1", body)}`)).toBe("too_old");
  });
});
