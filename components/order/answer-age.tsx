"use client";

import { formatExactTime } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Notice } from "../ui/notice";
import { useWords } from "../words/provide-words";

interface AnswerAgeProps {
  /** The last question was not answered. */
  readonly stale: boolean;
  readonly answeredAtMs: number;
}

/** Tells how old the page's content is while newer cannot be had. Always in the page, so that it can speak. */
export function AnswerAge({ stale, answeredAtMs }: AnswerAgeProps) {
  const say = useWords("order");
  const zone = useTimeZone();
  return (
    <div role="status">
      {stale && zone !== null && (
        <Notice tone="wait" title={say.order.ageTitle({ time: formatExactTime(answeredAtMs, zone) })}>
          <p>{say.order.ageMeaning}</p>
        </Notice>
      )}
    </div>
  );
}
