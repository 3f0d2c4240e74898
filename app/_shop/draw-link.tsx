import type { Metadata } from "next";
import { ConfirmPage } from "@/components/reminder/confirm-page";
import { StopPage } from "@/components/reminder/stop-page";
import { wordsOf } from "@/components/words/words-of";
import type { Locale } from "@/lib/domain";
import { services } from "@/lib/wiring";
import { privatePage } from "./private-page";
import { type LinkPageProps, readToken } from "./read-token";

/** The address carries the secret of a mailed link: nobody outside hears it. */
export function linkMetadataOf(title: string): Metadata {
  return { ...privatePage(title), referrer: "same-origin" };
}

/** As the database says at this moment: after the button's form was sent, this page tells what came of it. */
export async function drawConfirm(locale: Locale, { searchParams }: LinkPageProps) {
  const token = await readToken(searchParams);
  const { reminders, clock } = await services();
  const outcome = await reminders.look("confirm", token);
  return <ConfirmPage say={wordsOf(locale)} outcome={outcome} token={token} nowMs={clock.nowMs()} />;
}

export async function drawStop(locale: Locale, { searchParams }: LinkPageProps) {
  const token = await readToken(searchParams);
  const { reminders } = await services();
  return <StopPage say={wordsOf(locale)} outcome={await reminders.look("stop", token)} token={token} />;
}
