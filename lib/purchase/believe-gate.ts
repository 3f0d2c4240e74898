import type { Gate, ReserveInput, ReserveReply } from "../stock/gate";

interface Lease {
  holds(): boolean;
  isOpenToAll(): boolean;
  look(): Promise<void>;
}

/** What depends on whether Redis may be believed; the rest of a gate does not. */
type Believed = Pick<Gate, "reserve" | "readRefusals" | "readAttempt" | "readAccount">;

/**
 * The gate as far as it may be believed: at a server nobody vouches for it is as good as not loaded. After a rebuild
 * newcomers wait until those were served who had been accepted before it and ask again by their receipts. With a lease
 * it costs a look at the time.
 */
export function believeGate(gate: Believed, lease: Lease): Believed {
  const mayPass = (input: ReserveInput) => (input.acceptedAtMs === undefined ? lease.isOpenToAll() : lease.holds());

  /** The lease may have come just now. */
  async function afterLook(input: ReserveInput): Promise<ReserveReply> {
    await lease.look();
    return mayPass(input) ? gate.reserve(input) : { word: "not_loaded" };
  }

  return {
    reserve: (input) => (mayPass(input) ? gate.reserve(input) : afterLook(input)),
    readRefusals: (saleId) => (lease.holds() ? gate.readRefusals(saleId) : Promise.resolve("not_loaded")),
    // What such a server remembers may be of before; that it remembers nothing says nothing.
    async readAttempt(attemptId) {
      const found = await gate.readAttempt(attemptId);
      return found === "unknown" && !lease.holds() ? "not_loaded" : found;
    },
    async readAccount(saleId, accountId) {
      const found = await gate.readAccount(saleId, accountId);
      return found === "none" && !lease.holds() ? "not_loaded" : found;
    },
  };
}
