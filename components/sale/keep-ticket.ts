import type { ApiOutcome } from "@/components/api/fetch-json";
import type { TicketAnswer } from "@/lib/domain";
import type { TextStorage } from "./wish-store";

/** The shopper's right to call the buy URL: fetched ahead, kept for the tab, given out while it is good. */
export interface TicketKeeper {
  /** The ticket in hand, or a new one. Throws when no answer came. */
  get(): Promise<ApiOutcome<TicketAnswer>>;
  /** True while a good ticket is in hand. */
  inHand(): boolean;
  /** The server did not like it. */
  drop(): void;
}

/** A ticket this close to its end is not worth sending. */
const marginMs = 5_000;

function isTicket(value: unknown): value is TicketAnswer {
  return (
    typeof value === "object" &&
    value !== null &&
    "ticket" in value &&
    typeof value.ticket === "string" &&
    "expiresAt" in value &&
    typeof value.expiresAt === "string"
  );
}

export function createTicketKeeper(parts: {
  readonly ask: () => Promise<ApiOutcome<TicketAnswer>>;
  /** Where it survives a reload; null keeps it in memory. */
  readonly storage: TextStorage | null;
  /** Belongs to one sale and one account. */
  readonly name: string;
  /** Server time. */
  readonly nowMs: () => number;
}): TicketKeeper {
  const { ask, storage, nowMs } = parts;
  const name = `zerohour:ticket:${parts.name}`;
  let held: TicketAnswer | null = readStored();
  let asking: Promise<ApiOutcome<TicketAnswer>> | null = null;

  function readStored(): TicketAnswer | null {
    try {
      const value: unknown = JSON.parse(storage?.getItem(name) ?? "null");
      return isTicket(value) ? value : null;
    } catch {
      return null;
    }
  }

  function keep(ticket: TicketAnswer | null): void {
    held = ticket;
    try {
      storage?.setItem(name, JSON.stringify(ticket));
    } catch {
      // Storage full or forbidden: it is held in memory, a reload asks for another.
    }
  }

  function inHand(): boolean {
    return held !== null && Date.parse(held.expiresAt) - marginMs > nowMs();
  }

  async function askAnew(): Promise<ApiOutcome<TicketAnswer>> {
    try {
      const outcome = await ask();
      if (outcome.word === "answer") keep(outcome.data);
      return outcome;
    } finally {
      asking = null;
    }
  }

  return {
    inHand,
    get() {
      if (held !== null && inHand()) return Promise.resolve({ word: "answer", status: 200, data: held });
      asking ??= askAnew();
      return asking;
    },
    drop() {
      keep(null);
    },
  };
}
