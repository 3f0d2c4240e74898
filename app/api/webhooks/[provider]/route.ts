import { receiveWebhook } from "@/lib/http/receive-webhook";
import { route } from "@/lib/wiring";

/** Providers are no page of ours: their signature over the raw body stands in for the same-origin rule. */
export const POST = route<{ provider: string }>(
  { access: "public", crossSite: "signed" },
  ({ services, request, params }) => receiveWebhook(services.payments, params.provider, request),
);
