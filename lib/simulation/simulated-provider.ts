import type { Simulation } from "../domain";
import type { Charge, ChargeName, PaymentProvider, WebhookReading } from "../payments/provider";
import type { Clocks } from "./clocks";
import type { Network, Program } from "./network";

/** As the built-in provider's, see lib/payments/simulated-books.ts. */
const decidesMs: Readonly<Record<Simulation, number>> = { ok: 0, decline: 0, timeout: 20_000, late: 180_000 };

interface ChargeAccount {
  charge: Charge;
  readonly orderId: string;
  readonly script: Simulation;
  readonly decideAtMs: number;
  readonly refundKeys: Set<string>;
}

export interface Webhook {
  readonly body: string;
  isTold: boolean;
}

/** Who moves the money: keeps its own books, knows nothing of the shop's, and tells its news when and as often as it likes. */
export class SimulatedProvider {
  readonly charges: ChargeAccount[] = [];
  readonly webhooks: Webhook[] = [];

  constructor(
    private readonly network: Network,
    private readonly clocks: Clocks,
  ) {}

  /** The provider as one program of the shop reaches it. */
  from(program: Program): PaymentProvider {
    const call = <Result>(label: string, perform: () => Result) =>
      this.network.call(program, `provider ${label}`, perform);
    return {
      name: "simulated",
      charge: (request) =>
        call("charge", () => {
          const { idempotencyKey: key, orderId, amount, simulate } = request;
          const account = this.find({ idempotencyKey: key }) ?? this.open(key, orderId, amount.minor, simulate);
          return simulate === "timeout" ? { word: "no_answer" } : { word: "charge", charge: account.charge };
        }),
      find: (name) => call("find", () => this.find(name)?.charge ?? null),
      cancel: (name) =>
        call("cancel", () => {
          const account = this.find(name);
          if (account?.charge.state === "pending" && account.script !== "late") this.move(account, "cancelled");
          return account?.charge ?? null;
        }),
      refund: ({ refundKey, ref }) =>
        call("refund", () => {
          const account = this.find({ ref });
          if (account === null || (account.charge.state !== "succeeded" && account.charge.state !== "refunded")) {
            throw new Error(`charge ${ref} cannot be refunded`);
          }
          account.refundKeys.add(refundKey);
          this.move(account, "refunded");
          return account.charge;
        }),
      verifyWebhook: (rawBody) => readWebhook(rawBody),
    };
  }

  /** Decides what is due. */
  decide(): void {
    for (const account of this.charges) {
      if (account.charge.state === "pending" && account.decideAtMs <= this.now()) this.move(account, "succeeded");
    }
  }

  /** What it keeps, in minor units: each refund key gives everything back once. */
  get keptMinor(): number {
    return this.charges.reduce((sum, { charge, refundKeys }) => {
      const taken = charge.state === "succeeded" || charge.state === "refunded" ? charge.amount.minor : 0;
      return sum + taken - refundKeys.size * charge.amount.minor;
    }, 0);
  }

  private find(name: ChargeName): ChargeAccount | null {
    const found = this.charges.find(({ charge }) =>
      "ref" in name ? charge.ref === name.ref : charge.idempotencyKey === name.idempotencyKey,
    );
    if (found?.charge.state === "pending" && found.decideAtMs <= this.now()) this.move(found, "succeeded");
    return found ?? null;
  }

  private open(idempotencyKey: string, orderId: string, minor: number, script: Simulation): ChargeAccount {
    const ref = `sim_${this.charges.length + 1}`;
    const account: ChargeAccount = {
      charge: { ref, idempotencyKey, amount: { minor, currency: "EUR" }, state: "pending", reason: "" },
      ...{ orderId, script, decideAtMs: this.now() + decidesMs[script], refundKeys: new Set<string>() },
    };
    this.charges.push(account);
    if (script === "ok") this.move(account, "succeeded");
    if (script === "decline") this.move(account, "failed");
    return account;
  }

  private move(account: ChargeAccount, state: Charge["state"]): void {
    if (account.charge.state === state) return;
    account.charge = { ...account.charge, state, reason: state === "failed" ? "Your bank declined the card." : "" };
    const { ref } = account.charge;
    const event = { id: `evt_${ref}_${state}`, type: `charge.${state}`, ref };
    this.webhooks.push({ body: JSON.stringify(event), isTold: false });
  }

  private now(): number {
    return this.clocks.now("provider");
  }
}

export function readWebhook(rawBody: Uint8Array): WebhookReading {
  const event: unknown = JSON.parse(new TextDecoder().decode(rawBody));
  if (typeof event !== "object" || event === null || !("id" in event) || !("type" in event) || !("ref" in event)) {
    return { word: "malformed" };
  }
  const [id, type, ref] = [String(event.id), String(event.type), String(event.ref)];
  return { word: "event", event: { id, type, ref, payload: event } };
}
