"use client";

import type { BuysServed, LoadPolicyAnswer } from "@/lib/domain";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useAdminChange } from "../ui/use-admin-change";

const words = {
  half: "Let in half",
  all: "Let in all again",
  halfNow: "Every other buyer hears “busy”",
  meaning:
    "In all sales. They may try again at once, nothing is taken from them; pages, places in line and payments go on.",
  saidHalf: "From now on half of the wishes to buy are let in.",
  saidAll: "All wishes to buy are let in again.",
};

const loadPath = "/api/admin/load";
const loadPollMs = 10_000;

function pollSlowly(): number {
  return loadPollMs;
}

/** For a crowd that is too large for what stands behind the shop: lets in half of it, and all again. */
export function LetIn() {
  const { answer, mutate } = useAnswer<LoadPolicyAnswer>(loadPath, pollSlowly);
  const { busy, send } = useAdminChange();
  if (answer === null) return null;

  async function say(buysServed: BuysServed): Promise<void> {
    const outcome = await send<LoadPolicyAnswer>({
      key: buysServed,
      path: loadPath,
      request: { method: "PATCH", body: { buysServed } },
      done: () => (buysServed === "half" ? words.saidHalf : words.saidAll),
    });
    if (outcome?.word === "answer") void mutate(outcome, { revalidate: false });
  }

  if (answer.buysServed === "all") {
    return (
      <Button busy={busy !== null} onClick={() => void say("half")}>
        {words.half}
      </Button>
    );
  }
  return (
    <Notice
      tone="wait"
      title={words.halfNow}
      actions={
        <Button busy={busy !== null} onClick={() => void say("all")}>
          {words.all}
        </Button>
      }
    >
      <p>{words.meaning}</p>
    </Notice>
  );
}
