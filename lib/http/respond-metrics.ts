import { timingSafeEqual } from "node:crypto";
import type { Answer, HttpRequest } from "./message";
import { noStore } from "./message";
import { problemAnswer } from "./problem";

export interface MetricsToShow {
  readonly metrics: { readonly registry: { readonly contentType: string; metrics(): Promise<string> } };
  /** The bearer token that opens the metrics; null allows the machine itself only. */
  readonly metricsToken: string | null;
}

export async function respondMetrics(parts: MetricsToShow, request: HttpRequest): Promise<Answer> {
  if (!mayRead(parts.metricsToken, request)) {
    return problemAnswer("forbidden", {
      detail: "Send Authorization: Bearer METRICS_TOKEN, or ask from this machine.",
    });
  }
  return {
    status: 200,
    headers: { "Content-Type": parts.metrics.registry.contentType, "Cache-Control": noStore },
    body: await parts.metrics.registry.metrics(),
  };
}

function mayRead(token: string | null, request: HttpRequest): boolean {
  if (token !== null) return sameText(request.header("authorization") ?? "", `Bearer ${token}`);
  // Behind a proxy every peer is the proxy: a forwarded request is somebody else's.
  return request.header("x-forwarded-for") === null && isLoopback(request.peerAddress);
}

function isLoopback(address: string | null): boolean {
  return address !== null && /^(::ffff:)?127\.|^::1$/.test(address);
}

function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
