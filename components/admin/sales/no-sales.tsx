"use client";

import type { AdminSaleAnswer } from "@/lib/domain";
import { Button } from "../../ui/button";
import { ButtonLink } from "../../ui/button-link";
import { Notice } from "../../ui/notice";
import { useAdminChange } from "../ui/use-admin-change";

const words = {
  title: "No sales yet",
  meaning: "Plan the first one, or load a sample to see how a sale goes: it sells invented goods and ends by itself.",
  create: "New sale",
  sample: "Load sample sale (starts in 60 s)",
};

/** An empty shop: how to begin. */
export function NoSales() {
  const { busy, send } = useAdminChange();

  async function makeSample(): Promise<void> {
    const outcome = await send<AdminSaleAnswer>({
      key: "sample",
      path: "/api/admin/sales/sample",
      request: { method: "POST", body: {} },
      done: () => null,
    });
    if (outcome?.word === "answer") window.location.assign(`/admin/sales/${outcome.data.slug}/live`);
  }

  return (
    <Notice
      title={words.title}
      actions={
        <>
          <ButtonLink kind="solid" href="/admin/sales/new">
            {words.create}
          </ButtonLink>
          <Button busy={busy !== null} onClick={() => void makeSample()}>
            {words.sample}
          </Button>
        </>
      }
    >
      <p>{words.meaning}</p>
    </Notice>
  );
}
