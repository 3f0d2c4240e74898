import type { OrderState } from "@/lib/domain";
import type { StateShape } from "../../ui/chip";
import type { Tone } from "../../ui/status-line";

interface StateLook {
  readonly title: string;
  readonly tone: Tone;
  readonly shape: StateShape;
}

/** An order's state in a word, a shape and a colour, for those who look after orders. */
export const orderStateLooks: Readonly<Record<OrderState, StateLook>> = {
  reserved: { title: "To pay", tone: "wait", shape: "hatch" },
  paying: { title: "Paying", tone: "wait", shape: "double" },
  paid: { title: "Paid", tone: "ok", shape: "solid" },
  expired: { title: "Expired", tone: "plain", shape: "open" },
  left: { title: "Given back", tone: "plain", shape: "open" },
  cancelled: { title: "Cancelled", tone: "stop", shape: "cross" },
  refunding: { title: "Refunding", tone: "wait", shape: "double" },
  refunded: { title: "Refunded", tone: "plain", shape: "stamp" },
};
