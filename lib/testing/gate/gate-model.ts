import type { AttemptState, LostReason, StockCounts } from "../../domain";
import type { Intent, ReserveReply, Verdict } from "../../stock/gate";

/** The gate once more, as plain as possible and without Redis: what a random run of commands must come to. */
export interface ModelAttempt {
  readonly name: number;
  readonly account: number;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly sequence: number;
  waiting: boolean;
  state: AttemptState;
  reason: LostReason | null;
  version: number;
}

export interface ModelItem {
  readonly itemId: number;
  total: number;
  released: number;
}

export interface ModelWish {
  readonly name: number;
  readonly account: number;
  readonly itemId: number;
  readonly quantity: number;
  readonly joinLine: boolean;
}

export interface ModelNews {
  readonly name: number;
  readonly version: number;
  readonly state: Verdict["state"];
  readonly reason: LostReason | null;
}

export class GateModel {
  readonly attempts = new Map<number, ModelAttempt>();
  readonly intents: string[] = [];
  limit: number;
  selling = true;
  private lastSequence = 0;

  constructor(
    readonly items: readonly ModelItem[],
    limit: number,
    readonly lineCap: number,
  ) {
    this.limit = limit;
  }

  reserve(wish: ModelWish): ReserveReply["word"] {
    const known = this.attempts.get(wish.name);
    if (known !== undefined) {
      const same = known.account === wish.account && known.itemId === wish.itemId && known.quantity === wish.quantity;
      return same ? "known" : "key_reused";
    }
    if (!this.selling) return "paused";
    const used = this.slotsOf(wish.account);
    if (countBits(used) + wish.quantity > this.limit) return "limit_reached";
    const item = this.item(wish.itemId);
    const accepted = (waiting: boolean): "accepted" => {
      if (waiting) this.lastSequence += 1;
      this.attempts.set(wish.name, {
        ...{ name: wish.name, account: wish.account, itemId: wish.itemId, quantity: wish.quantity },
        ...{ slots: lowestFree(used, wish.quantity), sequence: this.lastSequence, waiting },
        ...{ state: "queued", reason: null, version: 0 },
      });
      this.intents.push(`${waiting ? "join" : "reserve"} ${wish.name}`);
      return "accepted";
    };
    if (this.free(item) >= wish.quantity && this.lineOf(item.itemId).length === 0) return accepted(false);
    const held = this.units(item.itemId, "held");
    if (held === 0 && item.released === item.total) {
      const free = this.free(item);
      return free > 0 && free < wish.quantity ? "too_few" : "sold_out";
    }
    if (!wish.joinLine) return "all_held";
    return this.waitingCount() >= this.lineCap ? "line_full" : accepted(true);
  }

  /** A whole batch is applied before the lines of the items it speaks of are served, in the order they come up. */
  settleAll(batch: readonly ModelNews[]): void {
    const touched = new Set<number>();
    for (const news of batch) {
      const attempt = this.attempts.get(news.name);
      if (attempt === undefined) continue;
      touched.add(attempt.itemId);
      if (news.version <= attempt.version) continue;
      Object.assign(attempt, { version: news.version, state: news.state, reason: news.reason, waiting: false });
    }
    for (const itemId of touched) this.serve(this.item(itemId));
  }

  leave(name: number, account: number): "left" | "not_in_line" {
    const attempt = this.attempts.get(name);
    if (attempt === undefined || attempt.account !== account) return "not_in_line";
    if (!attempt.waiting) return attempt.state === "left" && attempt.version === 0 ? "left" : "not_in_line";
    this.dismiss(attempt, "left", null);
    this.serve(this.item(attempt.itemId));
    return "left";
  }

  closeLine(reason: LostReason, max: number): { closed: number; remaining: number } {
    const leaving = this.items.flatMap((item) => this.lineOf(item.itemId)).slice(0, max);
    for (const attempt of leaving) this.dismiss(attempt, "lost", reason);
    return { closed: leaving.length, remaining: this.waitingCount() };
  }

  adjust(itemId: number, totalDelta: number, releasedDelta: number): void {
    const item = this.item(itemId);
    item.total += totalDelta;
    item.released += releasedDelta;
    this.serve(item);
  }

  setSelling(selling: boolean): void {
    this.selling = selling;
    for (const item of this.items) this.serve(item);
  }

  counts(item: ModelItem): StockCounts & { readonly itemId: number } {
    const sold = Math.min(this.units(item.itemId, "sold"), item.released);
    const held = Math.min(this.units(item.itemId, "held"), item.released - sold);
    return { ...item, held, sold, available: item.released - held - sold };
  }

  owed(): number {
    return this.items.reduce((sum, item) => sum + Math.max(0, -this.free(item)), 0);
  }

  slotsOf(account: number): number {
    return [...this.attempts.values()]
      .filter((attempt) => attempt.account === account && isLive(attempt))
      .reduce((mask, attempt) => mask | attempt.slots, 0);
  }

  waitingCount(): number {
    return [...this.attempts.values()].filter((attempt) => attempt.waiting).length;
  }

  placeOf(attempt: ModelAttempt): number | null {
    return attempt.waiting ? this.lineOf(attempt.itemId).indexOf(attempt) + 1 : null;
  }

  private lineOf(itemId: number): ModelAttempt[] {
    return [...this.attempts.values()]
      .filter((attempt) => attempt.waiting && attempt.itemId === itemId)
      .sort((left, right) => left.sequence - right.sequence);
  }

  private item(itemId: number): ModelItem {
    const found = this.items.find((item) => item.itemId === itemId);
    if (found === undefined) throw new Error(`no item ${itemId}`);
    return found;
  }

  private units(itemId: number, kind: "held" | "sold"): number {
    return [...this.attempts.values()]
      .filter((attempt) => attempt.itemId === itemId && unitsOf(attempt) === kind)
      .reduce((sum, attempt) => sum + attempt.quantity, 0);
  }

  private free(item: ModelItem): number {
    return item.released - this.units(item.itemId, "held") - this.units(item.itemId, "sold");
  }

  private dismiss(attempt: ModelAttempt, state: "left" | "lost", reason: LostReason | null): void {
    Object.assign(attempt, { state, reason, waiting: false });
    this.intents.push(`leave ${attempt.name}`);
  }

  private serve(item: ModelItem): void {
    if (!this.selling) return;
    for (const head of this.lineOf(item.itemId)) {
      const free = this.free(item);
      if (free <= 0) return;
      if (head.quantity <= free) {
        head.waiting = false;
        this.intents.push(`reserve ${head.name}`);
      } else if (head.quantity > item.total - this.units(item.itemId, "sold")) {
        this.dismiss(head, "lost", "sold_out");
      } else return;
    }
  }
}

function isLive(attempt: ModelAttempt): boolean {
  return ["queued", "reserved", "paying", "paid"].includes(attempt.state);
}

function unitsOf(attempt: ModelAttempt): "held" | "sold" | "none" {
  if (attempt.state === "paid") return "sold";
  return isLive(attempt) && !attempt.waiting ? "held" : "none";
}

export function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function lowestFree(used: number, quantity: number): number {
  let slots = 0;
  for (let slot = 1, missing = quantity; missing > 0; slot *= 2) {
    if ((used & slot) !== 0) continue;
    slots += slot;
    missing -= 1;
  }
  return slots;
}

export function nameOfIntent(intent: Intent): string {
  return `${intent.kind} ${Number(intent.attemptId.slice(-22))}`;
}
