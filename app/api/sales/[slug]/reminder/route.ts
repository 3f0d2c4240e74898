import { clientAddress } from "@/lib/http/client-address";
import { emptyAnswer } from "@/lib/http/message";
import { readNothing } from "@/lib/http/read-order";
import { readReminder } from "@/lib/http/read-reminder";
import { noSale, refuseAddress, respondReminder, respondReminderWish } from "@/lib/http/respond-reminder";
import { route } from "@/lib/wiring";

/** Whether the account has a reminder of this start, and when it is or would be sent. */
export const GET = route<{ slug: string }>({ access: "account" }, async ({ services, params, pass }) => {
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined) return noSale();
  return respondReminder(await services.reminders.readForAccount(sale, pass.accountId));
});

/** An account is reminded at its own address; anybody else names one, which is asked by mail. */
export const POST = route<{ slug: string }>({ access: "public" }, async ({ services, request, params, pass }) => {
  const wish = await readReminder(request);
  if (!wish.ok) return wish.answer;
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined) return noSale();
  const { email, locale } = wish.value;
  if (pass !== null) {
    if (email !== undefined) return refuseAddress("You are signed in: the reminder goes to your account's address.");
    return respondReminderWish(await services.reminders.setForAccount(sale, pass.accountId, locale));
  }
  if (email === undefined) return refuseAddress("Write your e-mail address, or sign in.");
  const network = clientAddress(request, services.trustedProxyHops);
  return respondReminderWish(await services.reminders.askAddress(sale, email, network, locale));
});

export const DELETE = route<{ slug: string }>({ access: "account" }, async ({ services, request, params, pass }) => {
  const input = await readNothing(request);
  if (!input.ok) return input.answer;
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined) return noSale();
  await services.reminders.removeForAccount(sale.id, pass.accountId);
  return emptyAnswer(204);
});
