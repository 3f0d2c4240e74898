import type { Metadata } from "next";
import { MonitorPage } from "@/components/admin/monitor/monitor-page";

export const metadata: Metadata = { title: "Live monitor" };

export default async function MonitorRoute({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <MonitorPage slug={slug} />;
}
