import type { Problem } from "@/lib/domain";
import { signInPath } from "../account/safe-next";
import type { Session } from "../account/use-session";
import { PlainPage } from "../shell/plain-page";
import { ButtonLink } from "../ui/button-link";

const words = {
  signInTitle: "Sign in to see this order",
  signIn: "Orders are shown only to the account that placed them. Nothing about your order has changed.",
  toSignIn: "Sign in",
  missingTitle: "No such order on this account",
  missing: "Check the number, or look through your orders. You may be signed in with another account.",
  toOrders: "Your orders",
  awayTitle: "The order cannot be shown now",
  away: "It is safe and nothing about it has changed. This page asks again by itself.",
};

/** Why an order cannot be shown. */
export type OrderObstacle = "signed_out" | "missing" | "away";

/** What stands in the way of showing an order, as long as nothing is known of it; null while it is on its way. */
export function obstacleOf(session: Session, problem: Problem | null, unreachable: boolean): OrderObstacle | null {
  if (session.word === "signed_out" || problem?.code === "not_signed_in") return "signed_out";
  if (problem?.code === "not_found" || problem?.code === "invalid_request") return "missing";
  return problem !== null || unreachable || session.word === "unknown" ? "away" : null;
}

interface OrderTroubleProps {
  readonly obstacle: OrderObstacle;
  /** Where to come back to after signing in. */
  readonly path: string;
}

/** In place of an order that cannot be shown: why, and what to do. */
export function OrderTrouble({ obstacle, path }: OrderTroubleProps) {
  switch (obstacle) {
    case "signed_out":
      return (
        <PlainPage
          code="0:00"
          title={words.signInTitle}
          actions={
            <ButtonLink kind="solid" href={signInPath(path)}>
              {words.toSignIn}
            </ButtonLink>
          }
        >
          <p>{words.signIn}</p>
        </PlainPage>
      );
    case "missing":
      return (
        <PlainPage code="404" title={words.missingTitle} actions={toOrders()}>
          <p>{words.missing}</p>
        </PlainPage>
      );
    case "away":
      return (
        <PlainPage code="503" title={words.awayTitle} actions={toOrders()}>
          <p role="status">{words.away}</p>
        </PlainPage>
      );
  }
}

function toOrders() {
  return (
    <ButtonLink kind="solid" href="/account">
      {words.toOrders}
    </ButtonLink>
  );
}
