import { isFromPage, readReminderToken } from "@/lib/http/read-reminder";
import { respondOneClick, showLinkPage } from "@/lib/http/respond-reminder";
import { route } from "@/lib/wiring";

/** The address that mails name in List-Unsubscribe: whoever opens it in a browser gets the page with the button. */
export const GET = route({ access: "public" }, ({ request }) => showLinkPage("stop", readReminderToken(request)));

/** A mail program's own button comes without cookies and from nowhere (RFC 8058); the signed token is all it needs. */
export const POST = route({ access: "public", crossSite: "signed" }, async ({ services, request }) => {
  const token = readReminderToken(request);
  const page = await isFromPage(request);
  const word = await services.reminders.stop(token);
  return page ? showLinkPage("stop", token) : respondOneClick(word);
});
