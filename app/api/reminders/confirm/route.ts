import { readMailedLink } from "@/lib/http/read-reminder";
import { showLinkPage } from "@/lib/http/respond-reminder";
import { route } from "@/lib/wiring";

/** The button of the page that a confirming link opens: a plain form, so that it works in any browser. */
export const POST = route({ access: "public" }, async ({ services, request }) => {
  const link = readMailedLink(request);
  await services.reminders.confirm(link.token);
  return showLinkPage("confirm", link);
});
