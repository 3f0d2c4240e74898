"use client";

import type { ReactNode } from "react";
import { Notice } from "../../ui/notice";
import { useAdminAccount } from "./admin-account";

const words = {
  title: "Only administrators may open this page",
  meaning: "You are signed in as a marketer. Sales, orders and the log are open to you.",
  back: "Back to the sales",
};

/** Content for administrators; anybody else is told who may, instead of meeting refusals. */
export function AdminOnly({ children }: { readonly children: ReactNode }) {
  if (useAdminAccount().role === "admin") return children;
  return (
    <Notice title={words.title} actions={<a href="/admin">{words.back}</a>}>
      <p>{words.meaning}</p>
    </Notice>
  );
}
