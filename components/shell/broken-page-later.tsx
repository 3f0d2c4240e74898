"use client";

import { lazy, Suspense } from "react";
import { useWords } from "../words/provide-words";
import type { BrokenPageProps } from "./broken-page";

/** Every page would bring it along and hardly any shows it, so it comes when it is needed. */
const BrokenPage = lazy(() =>
  import("./broken-page").then(
    (part) => ({ default: part.BrokenPage }),
    () => ({ default: BarePage }),
  ),
);

/** A page that could not be drawn. */
export function BrokenPageLater(props: BrokenPageProps) {
  return (
    <Suspense>
      <BrokenPage {...props} />
    </Suspense>
  );
}

/** When not even that can be fetched. */
function BarePage() {
  const say = useWords("shell");
  return <h1>{say.shell.broken.title}</h1>;
}
