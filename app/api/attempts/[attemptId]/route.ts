import { respondAttempt } from "@/lib/http/respond-attempt";
import { respondGiveUp } from "@/lib/http/respond-order";
import { route } from "@/lib/wiring";

export const GET = route<{ attemptId: string }>({ access: "account" }, async ({ services, request, params, pass }) =>
  respondAttempt(await services.findAttempt(params.attemptId, pass.accountId, request.header("receipt"))),
);

/** Leaves the line, or gives a reserved unit back. */
export const DELETE = route<{ attemptId: string }>({ access: "account" }, async ({ services, params, pass }) =>
  respondGiveUp(await services.giveUpAttempt(params.attemptId, pass.accountId)),
);
