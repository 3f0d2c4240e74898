import { respondAttempts } from "@/lib/http/respond-attempt";
import { route } from "@/lib/wiring";

/** What the account has under way in the sales that run: the way back for another device. */
export const GET = route({ access: "account" }, async ({ services, pass }) =>
  respondAttempts(await services.listOpenAttempts(pass.accountId)),
);
