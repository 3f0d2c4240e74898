import type { ShopWire } from "../chaos/open-shop";
import type { Direction } from "../chaos/open-wire";
import { atOnce, type FaultRow } from "./fault-row";

/** Between the programs of a shop with one web process and their servers. */
const edges = ["web-redis", "web-postgres", "worker-redis", "worker-postgres"] as const satisfies readonly ShopWire[];
type Edge = (typeof edges)[number];

const sees: Record<Edge, string> = {
  "web-redis": "Buying is answered “busy, come again in a second or two”.",
  "web-postgres": "Buying goes on; pages of orders and payments ask to come again.",
  "worker-redis": "Whoever was accepted reads “confirming”.",
  "worker-postgres": "Whoever was accepted reads “confirming”.",
};

const spelled: Record<Edge, string> = {
  "web-redis": "the web process and Redis",
  "web-postgres": "the web process and PostgreSQL",
  "worker-redis": "the worker and Redis",
  "worker-postgres": "the worker and PostgreSQL",
};

const lost: Record<Direction, string> = {
  asked: "what is asked gets lost, answers would come",
  answered: "what is asked arrives, answers get lost",
};

export const networkRows: readonly FaultRow[] = [
  ...edges.map(
    (edge): FaultRow => ({
      name: `${edge}-cut-off`,
      row: "C3",
      component: "network",
      breaks: `Nothing gets through between ${spelled[edge]}, and nobody is told.`,
      sees: sees[edge],
      forMs: 3_000,
      played: "always",
      ready: atOnce(async ({ shop }) => {
        shop.wire(edge).freeze();
        return async () => shop.wire(edge).heal();
      }),
    }),
  ),
  ...edges.flatMap((edge) =>
    (["asked", "answered"] as const).map(
      (direction): FaultRow => ({
        name: `${edge}-one-way-${direction}`,
        row: "C3",
        component: "network",
        breaks: `Between ${spelled[edge]} ${lost[direction]}.`,
        sees: sees[edge],
        forMs: 2_000,
        played: "always",
        ready: atOnce(async ({ shop }) => {
          shop.wire(edge).freeze(direction);
          return async () => shop.wire(edge).heal();
        }),
      }),
    ),
  ),
  ...edges.map(
    (edge): FaultRow => ({
      name: `${edge}-flapping`,
      row: "C3",
      component: "network",
      breaks: `The wire between ${spelled[edge]} fails and works again, once a second.`,
      sees: sees[edge],
      forMs: 4_000,
      played: "always",
      ready: atOnce(async ({ shop }) => {
        const wire = shop.wire(edge);
        let isFrozen = false;
        const flap = () => {
          isFrozen = !isFrozen;
          if (isFrozen) wire.freeze();
          else wire.heal();
        };
        flap();
        const flapping = setInterval(flap, 500);
        return async () => {
          clearInterval(flapping);
          wire.heal();
        };
      }),
    }),
  ),
  {
    name: "every-wire-cut",
    row: "C3",
    component: "network",
    breaks: "Every connection between the programs and their servers ends at once.",
    sees: "Nothing, or one “busy”.",
    forMs: 0,
    played: "always",
    ready: atOnce(async ({ shop }) => {
      for (const wire of [...shop.wiresTo("redis"), ...shop.wiresTo("postgres")]) wire.cut();
      return async () => undefined;
    }),
  },
];
