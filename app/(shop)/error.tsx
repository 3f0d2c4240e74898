"use client";

import type { BrokenPageProps } from "@/components/shell/broken-page";
import { BrokenPageLater } from "@/components/shell/broken-page-later";

export default function ErrorPage(props: BrokenPageProps) {
  return <BrokenPageLater {...props} />;
}
