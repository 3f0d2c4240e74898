"use client";

import { useState } from "react";
import { formatExactTime } from "../../sale/format-wall-time";
import { Button } from "../../ui/button";
import { StatusLine } from "../../ui/status-line";
import { type ChainCheck, walkChain } from "./walk-chain";

const words = {
  check: "Check the chain",
  label: "Chain of hashes",
  unchecked: "Each entry carries the hash of the one before.",
  checking: (entries: number) => `Checking… ${entries} entries so far`,
  intact: (entries: number, time: string) => `${entries} entries intact, checked ${time}`,
  broken: (id: string, reason: string) => `Broken at entry ${id}: ${reason}. Tell whoever runs the shop.`,
  failed: "The shop did not answer. Try again.",
};

/** Walks the whole log on request and says whether it is as it was written. */
export function ChainVerdict({ timeZone }: { readonly timeZone: string }) {
  const [check, setCheck] = useState<ChainCheck | null>(null);
  return (
    <>
      <StatusLine label={words.label} tone={toneOf(check)}>
        {describeCheck(check, timeZone)}
      </StatusLine>
      <Button busy={check?.word === "walking"} onClick={() => void walkChain(setCheck)}>
        {words.check}
      </Button>
    </>
  );
}

function toneOf(check: ChainCheck | null): "plain" | "ok" | "stop" {
  if (check?.word === "intact") return "ok";
  return check?.word === "broken" || check?.word === "failed" ? "stop" : "plain";
}

function describeCheck(check: ChainCheck | null, timeZone: string): string {
  switch (check?.word) {
    case undefined:
      return words.unchecked;
    case "walking":
      return words.checking(check.entries);
    case "intact":
      return words.intact(check.entries, formatExactTime(check.atMs, timeZone));
    case "broken":
      return words.broken(check.id, check.reason);
    case "failed":
      return words.failed;
  }
}
