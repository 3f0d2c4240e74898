import { safeNext } from "@/components/account/safe-next";
import { plainSignInPath } from "@/lib/domain";
import { readVisitor } from "@/lib/http/read-auth";
import { seeOther } from "@/lib/http/see-other";
import { route } from "@/lib/wiring";

/** A page cannot set cookies: one whose reader's pass has ended comes by here for a new one, while the session lasts. */
export const GET = route({ access: "public" }, async ({ services, request, pass }) => {
  const next = safeNext(request.searchParams.get("next"));
  const session = await services.accounts.readSession(readVisitor(request, services.trustedProxyHops));
  const passCookie = `${services.cookieNames.pass}=`;
  const renewed = session.setCookies.some((cookie) => cookie.startsWith(passCookie));
  // Whoever has no pass even now would be sent here again and again.
  const hasPass = session.word === "signed_in" && (renewed || pass !== null);
  return seeOther(hasPass ? next : plainSignInPath(next), session.setCookies);
});
