import { readReminderToken } from "@/lib/http/read-reminder";
import { showLinkPage } from "@/lib/http/respond-reminder";
import { route } from "@/lib/wiring";

/** The button of the page that a confirming link opens: a plain form, so that it works in any browser. */
export const POST = route({ access: "public" }, async ({ services, request }) => {
  const token = readReminderToken(request);
  await services.reminders.confirm(token);
  return showLinkPage("confirm", token);
});
