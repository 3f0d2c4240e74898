import type { Metadata } from "next";
import { StopPage } from "@/components/reminder/stop-page";
import { services } from "@/lib/wiring";
import { type LinkPageProps, readToken } from "../read-token";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Stop a reminder", robots: { index: false }, referrer: "same-origin" };

export default async function StopRoute({ searchParams }: LinkPageProps) {
  const token = await readToken(searchParams);
  const { reminders } = await services();
  return <StopPage outcome={await reminders.look("stop", token)} token={token} />;
}
