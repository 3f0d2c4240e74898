import type { Metadata } from "next";
import { ConfirmPage } from "@/components/reminder/confirm-page";
import { services } from "@/lib/wiring";
import { type LinkPageProps, readToken } from "../read-token";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Confirm a reminder", robots: { index: false }, referrer: "same-origin" };

/** As the database says at this moment: after the button's form was sent, this page tells what came of it. */
export default async function ConfirmRoute({ searchParams }: LinkPageProps) {
  const token = await readToken(searchParams);
  const { reminders, clock } = await services();
  return <ConfirmPage outcome={await reminders.look("confirm", token)} token={token} nowMs={clock.nowMs()} />;
}
