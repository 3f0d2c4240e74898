import type { ReactNode } from "react";
import { PlainFrame } from "@/components/plain/plain-frame";
import { readReader } from "./read-reader";

/** Pages for browsers without scripts: made for each request and never kept. */
export const dynamic = "force-dynamic";

export default async function PlainLayout({ children }: { readonly children: ReactNode }) {
  return <PlainFrame signedIn={(await readReader()) !== null}>{children}</PlainFrame>;
}
