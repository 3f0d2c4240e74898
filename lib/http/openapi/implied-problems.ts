import type { ProblemCode } from "../../domain";
import type { Operation } from "./operation";

/** The refusals that follow from what an operation is, so that no table has to repeat them. */
export function impliedProblems({ method, access, body }: Operation): readonly ProblemCode[] {
  const codes: ProblemCode[] = ["busy", "internal"];
  if (access !== "public") codes.push("not_signed_in");
  if (access === "marketer" || access === "admin") codes.push("forbidden");
  if (method !== "GET") codes.push("cross_site");
  if (body !== undefined) codes.push("invalid_request", "payload_too_large");
  if (body !== undefined && !("binary" in body)) codes.push("unsupported_media_type");
  return codes;
}
