import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { Role } from "../lib/domain";
import type { ScenarioName } from "../lib/test-tools/scenarios";

import { type MadeAccount, makeAccount } from "./make-account";

/** What the seed made; see docs/reference/test-contract.md. */
export interface Seeded {
  readonly slug: string;
  readonly saleId: number;
  readonly shopper: { readonly userId: string; readonly email: string; readonly cookie: string };
  readonly attemptId: string | null;
  readonly orderId: string | null;
}

/** The shop under test as a test drives it: through its test tools and its public API. */
export class Shop {
  constructor(
    private readonly request: APIRequestContext,
    readonly origin: string,
  ) {}

  async seed(scenario: ScenarioName, wish: { readonly stock?: number } = {}): Promise<Seeded> {
    const slug = `e2e-${randomBytes(5).toString("hex")}`;
    const reply = await this.request.post("/api/test/seed", { data: { scenario, slug, ...wish } });
    expect(reply.status(), await reply.text()).toBe(201);
    return reply.json();
  }

  /** No sale is public any more. */
  async empty(): Promise<void> {
    const reply = await this.request.post("/api/test/seed", { data: { scenario: "empty-store" } });
    expect(reply.status(), await reply.text()).toBe(201);
  }

  async moveClock(move: { advanceMs: number } | { offsetMs: number }): Promise<void> {
    const reply = await this.request.post("/api/test/clock", { data: move });
    expect(reply.status(), await reply.text()).toBe(200);
  }

  /** An account that signed up by itself, with its password. */
  async signUp(): Promise<{ email: string; password: string }> {
    const email = `e2e-${randomBytes(6).toString("hex")}@example.com`;
    const password = "a long enough password";
    const reply = await this.request.post("/api/auth/sign-up/email", {
      data: { name: "Ana Shopper", email, password },
      headers: { origin: this.origin },
    });
    expect(reply.status(), await reply.text()).toBeLessThan(300);
    return { email, password };
  }

  /** Signs the browser in as the account of a ready Cookie header. */
  async signIn(page: Page, cookie: string): Promise<void> {
    const cookies = cookie.split("; ").map((pair) => {
      const mark = pair.indexOf("=");
      return { name: pair.slice(0, mark), value: pair.slice(mark + 1), url: this.origin };
    });
    await page.context().addCookies(cookies);
  }

  /** Signs the browser in as one of the accounts with a role; other numbers are other people. */
  async signInAs(page: Page, role: Role, number = 1): Promise<MadeAccount> {
    const account = await makeAccount(this.origin, role, number);
    await this.signIn(page, account.cookie);
    return account;
  }

  /** Moves the server's clock and the page's together: what an open page lives through while time passes. */
  async timeTravel(page: Page, ms: number): Promise<void> {
    await this.moveClock({ advanceMs: ms });
    await page.clock.fastForward(ms);
  }
}
