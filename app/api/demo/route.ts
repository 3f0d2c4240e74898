import { emptyAnswer, jsonAnswer } from "@/lib/http/message";
import { route } from "@/lib/wiring";

/** The demo's logins, for one-tap sign-in; a real shop has none. */
export const GET = route({ access: "public" }, async ({ services }) => {
  const accounts = await services.demoLogins();
  return accounts === null ? emptyAnswer(204) : jsonAnswer(200, { accounts });
});
