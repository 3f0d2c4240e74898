import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { saleIdOfAttempt } from "../../domain";
import { attemptIdFor } from "./attempt-id";
import { createTokenKeys } from "./keys";
import { signLink, verifyLink } from "./link";
import { signPass, verifyPass } from "./pass";
import { type Receipt, signReceipt, verifyReceipt } from "./receipt";
import { openReminderLink, signReminderLink } from "./reminder-link";
import { issueTicket, verifyTicket } from "./ticket";

const secret = "a secret of this shop, used only in tests";
const keys = createTokenKeys(secret);
const nowMs = 1_763_634_000_000;
const accountId = "Ab3dEf6hIj9kLm2n";
const pass = { accountId, role: "shopper", level: 2, expiresAtMs: nowMs + 1000 } as const;
const grant = { saleId: 71, accountId, issuedAtMs: nowMs, expiresAtMs: nowMs + 1000 };
const use = { saleId: 71, accountId, nowMs };
const receipt: Receipt = {
  saleId: 71,
  accountId,
  attemptId: attemptIdFor(keys, 71, accountId, "key-of-sixteen-or-more"),
  itemId: 12,
  quantity: 1,
  receivedAtMs: nowMs,
};

/** The kinds of token as one table: a fresh one, and whether a text is accepted in its place. */
const kinds = [
  { name: "pass", token: signPass(keys, pass), accepts: (text: string) => verifyPass(keys, text, nowMs).word === "ok" },
  {
    name: "ticket",
    token: issueTicket(keys, grant),
    accepts: (text: string) => verifyTicket(keys, text, use) === "ok",
  },
  {
    name: "receipt",
    token: signReceipt(keys, receipt),
    accepts: (text: string) => verifyReceipt(keys, text, accountId).word === "ok",
  },
  {
    name: "link",
    token: signLink(keys, { purpose: "reset", id: "q8fVb1ZxT0cK3mWn5yLr7A", expiresAtMs: nowMs + 1000 }),
    accepts: (text: string) => verifyLink(keys, "reset", text, nowMs).word === "ok",
  },
  {
    name: "reminder link",
    token: signReminderLink(keys, "stop", "q8fVb1ZxT0cK3mWn5yLr7A"),
    accepts: (text: string) => openReminderLink(keys, "stop", text) !== null,
  },
];

/** Every text that differs from the token in one character, look-alikes above the low byte included, and is accepted. */
function alterationsAccepted(token: string, accepts: (text: string) => boolean): string[] {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \u0000";
  const accepted: string[] = [];
  for (let at = 0; at < token.length; at += 1) {
    for (const character of [...alphabet, String.fromCharCode(token.charCodeAt(at) + 0x100)]) {
      const altered = token.slice(0, at) + character + token.slice(at + 1);
      if (character !== token[at] && accepts(altered)) accepted.push(altered);
    }
  }
  return accepted;
}

describe("the search for an accepted alteration", () => {
  const { token, accepts } = kinds[0] as (typeof kinds)[number];

  it("catches a verifier that looks at all but the last character", () => {
    const careless = (text: string) => accepts(text.slice(0, -1) + token.slice(-1));
    expect(alterationsAccepted(token, careless)).not.toEqual([]);
  });

  it("catches a verifier that compares low bytes only", () => {
    const careless = (text: string) => accepts(Buffer.from(text, "latin1").toString("latin1"));
    expect(alterationsAccepted(token, careless)).toHaveLength(token.length);
  });
});

describe.each(kinds)("a $name", ({ token, accepts }) => {
  it("is accepted as issued", () => {
    expect(accepts(token)).toBe(true);
  });

  it("is refused when any one character is another", () => {
    expect(alterationsAccepted(token, accepts)).toEqual([]);
  });

  it("is refused cut short, extended, padded or in another spelling", () => {
    for (let length = 0; length < token.length; length += 1) expect(accepts(token.slice(0, length))).toBe(false);
    for (const text of [
      `${token}A`,
      `${token}=`,
      `${token}.`,
      `.${token}`,
      ` ${token}`,
      `${token}\n`,
      `${token}.${token}`,
    ]) {
      expect(accepts(text)).toBe(false);
    }
    expect(accepts(token.toUpperCase())).toBe(false);
    expect(accepts(token.repeat(1000))).toBe(false);
  });

  it("is refused by a server with another secret", () => {
    const foreign = createTokenKeys("another secret that is also long enough");
    expect(verifyPass(foreign, token, nowMs).word).toBe("invalid");
    expect(verifyTicket(foreign, token, use)).toBe("invalid");
    expect(verifyReceipt(foreign, token, accountId).word).toBe("invalid");
  });

  it("is refused with the key id of another secret in place of its own", () => {
    const both = createTokenKeys("another secret that is also long enough", [secret]);
    const parts = token.split(".");
    parts[1] = both.pass.current.id;
    const text = parts.join(".");
    expect(verifyPass(both, text, nowMs).word).toBe("invalid");
    expect(verifyTicket(both, text, use)).toBe("invalid");
    expect(verifyReceipt(both, text, accountId).word).toBe("invalid");
  });

  it("never passes for another kind of token", () => {
    for (const other of kinds) expect(other.accepts(token)).toBe(other.token === token);
  });

  it("fits a URL, a header and a cookie as it is", () => {
    expect(token).toMatch(/^[A-Za-z0-9_.-]{60,160}$/);
  });
});

describe("any text at all", () => {
  it("is refused without an exception: 10 000 random strings and mutated tokens", () => {
    const accepted: string[] = [];
    for (let round = 0; round < 10_000; round += 1) {
      const noise = randomBytes(1 + (round % 300));
      const seed = kinds[round % kinds.length]?.token ?? "";
      const at = round % seed.length;
      const texts = [
        noise.toString("latin1"),
        noise.toString("base64url"),
        noise.toString("utf16le"),
        `${noise.toString("base64url").slice(0, 9)}.${noise.toString("hex")}.${noise.toString("base64")}`,
        seed.slice(0, at) + noise.toString("latin1") + seed.slice(at),
      ];
      accepted.push(...texts.filter((text) => kinds.some(({ accepts }) => accepts(text))));
    }
    expect(accepted).toEqual([]);
  });
});

describe("a link", () => {
  const link = { purpose: "reset", id: "q8fVb1ZxT0cK3mWn5yLr7A", expiresAtMs: nowMs + 1000 } as const;

  it("names its row until the moment it expires", () => {
    expect(verifyLink(keys, "reset", signLink(keys, link), nowMs + 999)).toEqual({ word: "ok", id: link.id });
    expect(verifyLink(keys, "reset", signLink(keys, link), nowMs + 1000).word).toBe("expired");
  });

  it("does for one purpose what it does not for the other", () => {
    expect(verifyLink(keys, "verify", signLink(keys, link), nowMs).word).toBe("invalid");
  });
});

describe("a pass", () => {
  it("gives back account, role, level and expiry", () => {
    for (const role of ["shopper", "marketer", "admin"] as const) {
      expect(verifyPass(keys, signPass(keys, { ...pass, role }), nowMs)).toEqual({
        word: "ok",
        pass: { ...pass, role },
      });
    }
  });

  it("is good until the millisecond before its expiry and expired from then on", () => {
    const token = signPass(keys, pass);
    expect(verifyPass(keys, token, pass.expiresAtMs - 1).word).toBe("ok");
    expect(verifyPass(keys, token, pass.expiresAtMs).word).toBe("expired");
    expect(verifyPass(keys, token, pass.expiresAtMs + 1).word).toBe("expired");
  });
});

describe("a ticket", () => {
  it("is refused for another account and for another sale", () => {
    const ticket = issueTicket(keys, grant);
    expect(verifyTicket(keys, ticket, { ...use, accountId: "Zb3dEf6hIj9kLm2n" })).toBe("invalid");
    expect(verifyTicket(keys, ticket, { ...use, saleId: 72 })).toBe("invalid");
  });

  it("stays refused for another account when it has expired as well", () => {
    const ticket = issueTicket(keys, grant);
    expect(verifyTicket(keys, ticket, { saleId: 71, accountId: "Zb3dEf6hIj9kLm2n", nowMs: nowMs + 5000 })).toBe(
      "invalid",
    );
  });

  it("is good until the millisecond before its expiry and expired from then on", () => {
    const ticket = issueTicket(keys, grant);
    expect(verifyTicket(keys, ticket, { ...use, nowMs: grant.expiresAtMs - 1 })).toBe("ok");
    expect(verifyTicket(keys, ticket, { ...use, nowMs: grant.expiresAtMs })).toBe("expired");
  });

  it("cannot be guessed from another of the same account: 1 000 tickets differ in their random part", () => {
    const randomParts = Array.from({ length: 1000 }, () => issueTicket(keys, grant).split(".")[6]);
    expect(new Set(randomParts).size).toBe(1000);
    expect(randomParts.every((part) => part?.length === 22)).toBe(true);
  });
});

describe("a receipt", () => {
  it("gives back what was accepted", () => {
    expect(verifyReceipt(keys, signReceipt(keys, receipt), accountId)).toEqual({ word: "ok", receipt });
  });

  it("is useless to another account", () => {
    expect(verifyReceipt(keys, signReceipt(keys, receipt), "Zb3dEf6hIj9kLm2n")).toEqual({ word: "invalid" });
  });

  it("is refused when its attempt belongs to another sale", () => {
    expect(verifyReceipt(keys, signReceipt(keys, { ...receipt, saleId: 72 }), accountId)).toEqual({ word: "invalid" });
  });
});

describe("an attempt id", () => {
  it("is the same for the same wish and another for another sale, account, key or secret", () => {
    const first = attemptIdFor(keys, 71, accountId, "key-of-sixteen-or-more");
    expect(attemptIdFor(createTokenKeys(secret), 71, accountId, "key-of-sixteen-or-more")).toBe(first);
    const others = [
      attemptIdFor(keys, 72, accountId, "key-of-sixteen-or-more"),
      attemptIdFor(keys, 71, "Zb3dEf6hIj9kLm2n", "key-of-sixteen-or-more"),
      attemptIdFor(keys, 71, accountId, "key-of-sixteen-or-morf"),
      attemptIdFor(createTokenKeys("another secret that is also long enough"), 71, accountId, "key-of-sixteen-or-more"),
    ];
    for (const other of others) expect(other.split("_")[1]).not.toBe(first.split("_")[1]);
  });

  it("names its sale and has the shape the domain expects", () => {
    const attemptId = attemptIdFor(keys, 1295, accountId, "key-of-sixteen-or-more");
    expect(attemptId).toMatch(/^azz_[A-Za-z0-9_-]{22}$/);
    expect(saleIdOfAttempt(attemptId)).toBe(1295);
  });
});

describe("replacing the secret", () => {
  const next = "the next secret of this shop, just as long";

  it("keeps old tokens good while the old secret is listed and refuses them after", () => {
    const rotated = createTokenKeys(next, [secret]);
    const finished = createTokenKeys(next);
    const oldPass = signPass(keys, pass);
    expect(verifyPass(rotated, oldPass, nowMs).word).toBe("ok");
    expect(verifyTicket(rotated, issueTicket(keys, grant), use)).toBe("ok");
    expect(verifyReceipt(rotated, signReceipt(keys, receipt), accountId).word).toBe("ok");
    expect(verifyPass(finished, oldPass, nowMs).word).toBe("invalid");
  });

  it("signs with the new secret at once", () => {
    const rotated = createTokenKeys(next, [secret]);
    expect(verifyPass(createTokenKeys(next), signPass(rotated, pass), nowMs).word).toBe("ok");
    expect(verifyPass(keys, signPass(rotated, pass), nowMs).word).toBe("invalid");
  });

  it("refuses a secret that is too short, old ones included", () => {
    expect(() => createTokenKeys("short")).toThrow(/at least 32/);
    expect(() => createTokenKeys(secret, ["short"])).toThrow(/at least 32/);
  });
});
