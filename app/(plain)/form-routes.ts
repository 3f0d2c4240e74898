import { locales, localPath } from "@/lib/domain";
import type { HotRoutes } from "@/lib/http/hot-lane";
import { POST as confirm } from "./plain/account/confirm/post";
import { POST as cancel } from "./plain/orders/[id]/cancel/post";
import { POST as extend } from "./plain/orders/[id]/extend/post";
import { POST as pay } from "./plain/orders/[id]/pay/post";
import { POST as signIn } from "./plain/sign-in/post";
import { POST as signOut } from "./plain/sign-out/post";
import { POST as signUp } from "./plain/sign-up/post";
import { POST as leave } from "./sales/[slug]/buy/leave/post";
import { POST as buy } from "./sales/[slug]/buy/post";

const english: HotRoutes = {
  "/plain/account/confirm": { POST: confirm },
  "/plain/orders/[id]/cancel": { POST: cancel },
  "/plain/orders/[id]/extend": { POST: extend },
  "/plain/orders/[id]/pay": { POST: pay },
  "/plain/sign-in": { POST: signIn },
  "/plain/sign-out": { POST: signOut },
  "/plain/sign-up": { POST: signUp },
  "/sales/[slug]/buy": { POST: buy },
  "/sales/[slug]/buy/leave": { POST: leave },
};

/**
 * What HTML forms are sent to, in every language. A page and a route handler cannot share an address in Next, and a form
 * belongs to the page it stands on, so the shop's server answers these posts itself; a test compares the table with the
 * folders.
 */
export const formRoutes: HotRoutes = Object.fromEntries(
  locales.flatMap((locale) => Object.entries(english).map(([path, methods]) => [localPath(locale, path), methods])),
);
