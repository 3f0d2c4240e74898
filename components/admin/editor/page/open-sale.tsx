"use client";

import { useState } from "react";
import type { AdminSaleAnswer, Problem } from "@/lib/domain";
import { useAnswer } from "../../../api/use-answer";
import { Button } from "../../../ui/button";
import { ButtonLink } from "../../../ui/button-link";
import { Notice } from "../../../ui/notice";
import { Skeleton } from "../../../ui/skeleton";
import { useEnvironment } from "../../frame/use-environment";
import { useSettings } from "../../frame/use-settings";
import { AdminPage } from "../../ui/admin-page";
import { usualSettings } from "../form/usual-settings";
import { SaleEditor } from "./sale-editor";

const words = {
  back: "Sales",
  loading: "Sale",
  newSale: "New sale",
  missing: "There is no such sale",
  missingHint: "Its slug may have been changed, or the address is mistyped.",
  refused: "The sale cannot be opened",
  away: "The shop does not answer",
  awayHint: "Nothing is lost. It is asked again by itself.",
  sales: "See all sales",
  again: "Ask again",
};

function neverPoll(): number {
  return 0;
}

/** The editor of a stored sale, once it is read. From then on the editor itself follows it. */
export function OpenSale({ slug }: { readonly slug: string }) {
  const [opened, setOpened] = useState<AdminSaleAnswer | null>(null);
  const { answer, problem, unreachable, mutate } = useAnswer<AdminSaleAnswer>(
    opened === null ? `/api/admin/sales/${encodeURIComponent(slug)}` : null,
    neverPoll,
  );
  if (opened === null && answer !== null) setOpened(answer);
  const settings = useReadSettings();
  if (opened !== null && settings !== null) {
    return <SaleEditor opened={opened} settings={settings} openedAtMs={Date.parse(opened.updatedAt)} />;
  }
  const trouble = opened === null ? describeTrouble(problem, unreachable) : null;
  if (trouble === null) return <Loading title={words.loading} />;
  return (
    <AdminPage title={trouble.title} back={{ href: "/admin", title: words.back }}>
      <Notice
        title={trouble.hint}
        role="alert"
        actions={
          <>
            <ButtonLink href="/admin">{words.sales}</ButtonLink>
            <Button onClick={() => void mutate()}>{words.again}</Button>
          </>
        }
      />
    </AdminPage>
  );
}

/** The editor of a sale that is not stored yet. */
export function NewSale() {
  const settings = useReadSettings();
  const environment = useEnvironment();
  if (settings === null || environment === null) return <Loading title={words.newSale} />;
  return <SaleEditor opened={null} settings={settings} openedAtMs={Date.parse(environment.now)} />;
}

/** The store's settings as they were first read; the usual ones when they cannot be, so that nobody is kept from work. */
function useReadSettings() {
  const { answer, problem, unreachable } = useSettings();
  const [read, setRead] = useState(answer);
  if (read === null && answer !== null) setRead(answer);
  if (read !== null) return read;
  return problem !== null || unreachable ? usualSettings : null;
}

function describeTrouble(problem: Problem | null, unreachable: boolean) {
  if (problem?.code === "not_found") return { title: words.missing, hint: words.missingHint };
  if (problem !== null) return { title: words.refused, hint: problem.detail };
  return unreachable ? { title: words.away, hint: words.awayHint } : null;
}

function Loading({ title }: { readonly title: string }) {
  return (
    <AdminPage title={title} back={{ href: "/admin", title: words.back }}>
      <div aria-busy="true">
        <Skeleton width="100%" height="480px" />
      </div>
    </AdminPage>
  );
}
