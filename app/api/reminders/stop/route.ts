import { isFromPage, readMailedLink } from "@/lib/http/read-reminder";
import { respondOneClick, showLinkPage } from "@/lib/http/respond-reminder";
import { route } from "@/lib/wiring";

/** The address that mails name in List-Unsubscribe: whoever opens it in a browser gets the page with the button. */
export const GET = route({ access: "public" }, ({ request }) => showLinkPage("stop", readMailedLink(request)));

/** A mail program's own button comes without cookies and from nowhere (RFC 8058); the signed token is all it needs. */
export const POST = route({ access: "public", crossSite: "signed" }, async ({ services, request }) => {
  const link = readMailedLink(request);
  const page = await isFromPage(request);
  const word = await services.reminders.stop(link.token);
  return page ? showLinkPage("stop", link) : respondOneClick(word);
});
