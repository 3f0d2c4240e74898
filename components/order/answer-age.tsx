"use client";

import { formatExactTime } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Notice } from "../ui/notice";

const words = {
  age: (time: string) => `Last updated ${time}. Trying again…`,
  meaning: "The shop does not answer right now. What you see was right then, and nothing is lost by it.",
};

interface AnswerAgeProps {
  /** The last question was not answered. */
  readonly stale: boolean;
  readonly answeredAtMs: number;
}

/** Tells how old the page's content is while newer cannot be had. Always in the page, so that it can speak. */
export function AnswerAge({ stale, answeredAtMs }: AnswerAgeProps) {
  const zone = useTimeZone();
  return (
    <div role="status">
      {stale && zone !== null && (
        <Notice tone="wait" title={words.age(formatExactTime(answeredAtMs, zone))}>
          <p>{words.meaning}</p>
        </Notice>
      )}
    </div>
  );
}
