import { type Attempt, isFinalAttempt, orderIdOfAttempt } from "../../domain";
import { findAttempt } from "../../purchase/find-attempt";
import { giveUpAttempt } from "../../purchase/give-up-attempt";
import { requestPurchase } from "../../purchase/request";
import { Program } from "../network";
import type { ShopperPlan } from "../plan";
import type { Stage, Web } from "../stage";

/** An attempt the shop has accepted, as its shopper remembers it. */
export interface Accepted {
  readonly key: string;
  readonly attemptId: string;
  readonly accountId: string;
  readonly receipt: string;
  readonly receivedAtMs: number;
  /** The last thing the shopper was told of it. */
  state: Attempt["state"];
  place: number | null;
  /** Told once that a unit is held or bought: from then on there is an order. */
  isPromised: boolean;
}

/** Somebody with a browser: keeps the key over everything, asks again with the same one, and polls with the receipt. */
export class Shopper {
  readonly program: Program;
  readonly accepted: Accepted[] = [];
  isBusy = false;
  private keys = 1;
  private current: Accepted | null = null;
  private paid = 0;

  constructor(
    private readonly world: Stage,
    readonly name: string,
    readonly accountId: string,
    readonly plan: ShopperPlan,
  ) {
    this.program = new Program(name);
  }

  /** The next thing this shopper does. */
  async turn(): Promise<unknown> {
    if (this.current === null) return this.buy();
    const attempt = await this.poll(this.current);
    if (attempt === null) return null;
    const { dice } = this.world;
    if (isFinalAttempt(attempt.state)) {
      if (dice.below(2) === 0) this.wishAgain();
    } else if (attempt.state === "reserved") {
      const die = dice.below(8);
      if (die < 4) await this.pay(attempt);
      else if (die === 4) await this.giveUp(attempt);
    } else if (attempt.state === "queued" && dice.below(10) === 0) await this.giveUp(attempt);
    return attempt;
  }

  async buy(): Promise<string> {
    const { plan, accountId } = this;
    const key = this.key;
    const items = [...this.world.database.tables.items.keys()];
    const itemId = items[plan.itemIndex % items.length] ?? null;
    const quantity = Math.min(plan.quantity, this.world.plan.limit);
    const wish = { slug: "lamp", accountId, level: 0, ticket: "ticket", attemptKey: key, itemId, quantity };
    const outcome = await this.ask("buy", async (web) =>
      requestPurchase(web.request, { ...wish, joinLine: plan.joinLine }),
    );
    if (outcome.word === "accepted" || outcome.word === "known") this.remember(key, outcome.attempt, outcome.receipt);
    return outcome.word;
  }

  /** Pays if there is something to pay. */
  async payNow(): Promise<void> {
    const attempt = this.current === null ? null : await this.poll(this.current);
    if (attempt?.state === "reserved") await this.pay(attempt);
  }

  /** Gives back what is held. */
  async giveUpNow(): Promise<void> {
    const attempt = this.current === null ? null : await this.poll(this.current);
    if (attempt?.state === "reserved") await this.giveUp(attempt);
  }

  /** Wishes again once the last wish came to nothing. */
  async buyAgain(): Promise<void> {
    const attempt = this.current === null ? null : await this.poll(this.current);
    if (attempt !== null && isFinalAttempt(attempt.state) && attempt.state !== "paid") this.wishAgain();
    await this.buy();
  }

  /** Null: nobody could tell now. */
  async poll(accepted: Accepted): Promise<Attempt | null> {
    const found = await this.ask("poll", (web) =>
      findAttempt(web.find, accepted.attemptId, accepted.accountId, accepted.receipt),
    );
    if (found.word !== "found") return null;
    accepted.state = found.attempt.state;
    accepted.place = found.attempt.place;
    if (["reserved", "paying", "paid"].includes(accepted.state)) accepted.isPromised = true;
    return found.attempt;
  }

  /** Whether this key is still to be used: nothing was accepted under it. */
  get key(): string {
    return `${this.name}k${this.keys}`;
  }

  wishAgain(): void {
    this.current = null;
    this.keys += 1;
  }

  private remember(key: string, attempt: Attempt, receipt: string): void {
    const known = this.accepted.find((each) => each.attemptId === attempt.attemptId);
    if (known === undefined) {
      const { attemptId, accountId, receivedAtMs, state, place } = attempt;
      this.accepted.push({ key, attemptId, accountId, receipt, receivedAtMs, state, place, isPromised: false });
    }
    if (key === this.key) this.current = this.accepted.at(-1) ?? null;
  }

  private async pay(attempt: Attempt): Promise<void> {
    const simulate = this.plan.pays[this.paid % this.plan.pays.length] ?? "ok";
    this.paid += 1;
    const orderId = orderIdOfAttempt(attempt.attemptId);
    const request = { orderId, accountId: this.accountId, method: "card", simulate };
    await this.ask("pay", (web) => web.payments.pay(request));
  }

  private async giveUp(attempt: Attempt): Promise<void> {
    await this.ask("give up", (web) => giveUpAttempt(web.giveUp, attempt.attemptId, this.accountId));
  }

  private ask<Answer>(label: string, handle: (web: Web) => Promise<Answer>): Promise<Answer> {
    return this.world.askWeb(this.program, `${this.name}: ${label}`, handle);
  }
}
