import { localPath, type Problem } from "@/lib/domain";
import { signInPath } from "../account/safe-next";
import type { Session } from "../account/use-session";
import { PlainPage } from "../shell/plain-page";
import { ButtonLink } from "../ui/button-link";
import { useWords } from "../words/provide-words";

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
  /** Where to come back to after signing in, as the English page is called. */
  readonly path: string;
}

/** In place of an order that cannot be shown: why, and what to do. */
export function OrderTrouble({ obstacle, path }: OrderTroubleProps) {
  const say = useWords("order");
  const toOrders = (
    <ButtonLink kind="solid" href={localPath(say.locale, "/account")}>
      {say.order.yourOrders}
    </ButtonLink>
  );
  switch (obstacle) {
    case "signed_out":
      return (
        <PlainPage
          code="0:00"
          title={say.order.signInTitle}
          actions={
            <ButtonLink kind="solid" href={signInPath(localPath(say.locale, path))}>
              {say.order.signIn}
            </ButtonLink>
          }
        >
          <p>{say.order.signInMeaning}</p>
        </PlainPage>
      );
    case "missing":
      return (
        <PlainPage code="404" title={say.order.missingTitle} actions={toOrders}>
          <p>{say.order.missingMeaning}</p>
        </PlainPage>
      );
    case "away":
      return (
        <PlainPage code="503" title={say.order.awayTitle} actions={toOrders}>
          <p role="status">{say.order.awayMeaning}</p>
        </PlainPage>
      );
  }
}
