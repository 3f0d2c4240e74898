"use client";

import { type ReactNode, useEffect, useState } from "react";
import type { Problem } from "@/lib/domain";
import { AnswerAge } from "../../order/answer-age";
import { Notice } from "../../ui/notice";
import { Skeleton } from "../../ui/skeleton";

interface ListBodyProps {
  /** Nothing has come yet. */
  readonly loading: boolean;
  readonly problem: Problem | null;
  readonly unreachable: boolean;
  readonly answeredAtMs: number;
  /** Instead of rows when there are none: a sentence and what to do. Null while there are some. */
  readonly empty: ReactNode;
  readonly children: ReactNode;
}

/** A wait this short needs no sign of it. */
const patienceMs = 300;
const words = { loading: "Loading…", refused: "This cannot be shown" };

/** Around every list: rows, or why there are none, and how old they are while the shop does not answer. */
export function ListBody({ loading, problem, unreachable, answeredAtMs, empty, children }: ListBodyProps) {
  const refused = problem !== null && problem.status < 500 && problem.status !== 429;
  return (
    <>
      <AnswerAge
        stale={answeredAtMs > 0 && (unreachable || (problem !== null && !refused))}
        answeredAtMs={answeredAtMs}
      />
      {refused ? (
        <Notice tone="stop" role="alert" title={words.refused}>
          <p>{problem.detail}</p>
        </Notice>
      ) : loading ? (
        <Loading />
      ) : (
        (empty ?? children)
      )}
    </>
  );
}

function Loading() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div role="status">
      <p>{words.loading}</p>
      <Skeleton width="100%" height="44px" />
      <Skeleton width="100%" height="44px" />
      <Skeleton width="100%" height="44px" />
    </div>
  );
}
