import {
  type AdminSaleAnswer,
  isReady,
  type PreflightAnswer,
  type PreflightCheck,
  type SaleCheck,
  type ShopCheckName,
  shopCheckNames,
} from "../../domain";
import type { Clock } from "../../platform/clock";
import { blocking, type Finding, type ShopCheck } from "./finding";

export interface PreflightParts {
  readonly clock: Pick<Clock, "nowMs">;
  /** The sale with its own checks; null when there is no such sale. */
  readonly readSale: (
    slug: string,
  ) => Promise<{ readonly sale: AdminSaleAnswer; readonly checks: readonly SaleCheck[] } | null>;
  readonly shop: { readonly [Name in ShopCheckName]: ShopCheck };
}

/** A part of the shop that takes longer to answer would not help a crowd either. */
const checkWithinMs = 2_000;

export type PreflightOutcome =
  | { readonly word: "checked"; readonly answer: PreflightAnswer }
  | { readonly word: "no_sale" }
  | { readonly word: "no_check"; readonly names: readonly string[] };

/** Everything that should be well before a sale opens, or one check of it. They run side by side. */
export async function runPreflight(
  parts: PreflightParts,
  slug: string,
  only: string | null,
): Promise<PreflightOutcome> {
  const found = await parts.readSale(slug);
  if (found === null) return { word: "no_sale" };
  const own = found.checks.filter(({ name }) => only === null || name === only);
  const wanted = shopCheckNames.filter((name) => only === null || name === only);
  if (own.length + wanted.length === 0) {
    return { word: "no_check", names: [...found.checks.map(({ name }) => name), ...shopCheckNames] };
  }
  const shop = await Promise.all(wanted.map((name) => runCheck(name, parts.shop[name], found.sale)));
  const checks: readonly PreflightCheck[] = [...own.map((check) => ({ ...check, retryable: false })), ...shop];
  const at = new Date(parts.clock.nowMs()).toISOString();
  return { word: "checked", answer: { ready: isReady(checks), at, checks } };
}

async function runCheck(name: ShopCheckName, check: ShopCheck, sale: AdminSaleAnswer): Promise<PreflightCheck> {
  return { name, ...(await findInTime(check, sale)), retryable: true };
}

/** What cannot be asked counts as not ready: nobody knows that it is. */
async function findInTime(check: ShopCheck, sale: AdminSaleAnswer): Promise<Finding> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(blocking(`No answer within ${checkWithinMs / 1_000} s.`)), checkWithinMs);
  });
  try {
    return await Promise.race([check(sale, abort.signal), late]);
  } catch (error) {
    return blocking(`This could not be asked: ${reasonOf(error)}.`);
  } finally {
    clearTimeout(timer);
    // What still runs ends; its rejection is nobody's any more.
    abort.abort();
  }
}

/** The cause of a failed fetch says more than the failure. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `${cause.message || error.message}${code}`.replace(/\.$/, "");
}
