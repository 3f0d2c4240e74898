import { respondReminders } from "@/lib/http/respond-reminder";
import { route } from "@/lib/wiring";

/** What the account waits for. */
export const GET = route({ access: "account" }, async ({ services, pass }) =>
  respondReminders(await services.reminders.listForAccount(pass.accountId)),
);
