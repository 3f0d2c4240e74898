"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type ShareResult, shareSale } from "./share-sale";

interface ShareButtonProps {
  readonly title: string;
  readonly label: string;
  readonly copied: string;
  readonly failed: string;
}

/** Passes the page's address on, and says so where nobody sees it. */
export function ShareButton({ title, label, copied, failed }: ShareButtonProps) {
  const [result, setResult] = useState<ShareResult | null>(null);

  async function press(): Promise<void> {
    setResult(null);
    const { origin, pathname } = window.location;
    const { clipboard } = navigator;
    const share = "share" in navigator ? navigator.share.bind(navigator) : undefined;
    const tools = { ...(share && { share }), ...(clipboard && { clipboard }) };
    setResult(await shareSale({ title, url: `${origin}${pathname}` }, tools));
  }

  return (
    <>
      <Button kind="quiet" onClick={() => void press()}>
        {label}
      </Button>
      <span role="status">
        {result === "copied" && copied}
        {result === "failed" && failed}
      </span>
    </>
  );
}
