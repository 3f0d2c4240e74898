import type { OrderAnswer } from "@/lib/domain";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { useWords } from "../words/provide-words";
import { HoldClock } from "./hold-clock";
import { holdTime } from "./hold-time";
import { extensionsUsed, type PayStep } from "./pay-step";
import type { PayActions } from "./use-pay-actions";

interface PayHoldProps {
  readonly order: OrderAnswer;
  readonly step: PayStep;
  readonly nowMs: number | null;
  readonly zone: string;
  readonly actions: PayActions;
}

/**
 * The hold's clock and, in its last two minutes, the offer of more time. Neither is there while a payment is on its
 * way: then no time can end the hold. The offer's region is always in the page, so that it is spoken when it comes.
 */
export function PayHold({ order, step, nowMs, zone, actions }: PayHoldProps) {
  const say = useWords("order");
  const isSoon = step.word === "open" && nowMs !== null && holdTime(step.payByMs - nowMs).word === "soon";
  const left = order.extensionsLeft ?? 0;
  return (
    <>
      {step.word === "open" && <HoldClock payByMs={step.payByMs} nowMs={nowMs} timeZone={zone} />}
      <div role="status">
        {isSoon && (
          <Notice
            tone="wait"
            title={say.order.soon}
            actions={
              left > 0 && (
                <Button kind="solid" busy={actions.acting === "extend"} onClick={actions.extend}>
                  {say.order.addTime}
                </Button>
              )
            }
          >
            <p>{left > 0 ? extensionsUsed(left, say) : say.order.noMoreTime}</p>
          </Notice>
        )}
      </div>
    </>
  );
}
