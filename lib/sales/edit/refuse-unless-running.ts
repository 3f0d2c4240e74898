import type { AdminSaleAnswer } from "../../domain";

/** Steering is for sales that are published and not over. `what` completes the sentence: "cannot be paused". */
export function refuseUnlessRunning(
  { phase }: AdminSaleAnswer,
  what: string,
): { readonly word: "refused"; readonly detail: string } | null {
  switch (phase) {
    case "draft":
      return { word: "refused", detail: `The sale is a draft and cannot be ${what}. Publish it first.` };
    case "ended":
      return { word: "refused", detail: `The sale is over and cannot be ${what}.` };
    case "cancelled":
      return { word: "refused", detail: `The sale is cancelled and cannot be ${what}.` };
    case "scheduled":
    case "live":
    case "paused":
      return null;
  }
}
