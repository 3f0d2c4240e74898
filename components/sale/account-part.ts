import { problemText } from "../words/problem-text";
import type { WordsFor } from "../words/provide-words";
import { AttemptDialog } from "./attempt-dialog";
import { spokenAttempt } from "./describe-attempt";
import { purchaseNote } from "./describe-purchase";
import { FollowPurchase } from "./follow-purchase";

/** What only a signed-in shopper needs: fetched apart from the page, which is the same for everybody. */
export const accountCode = { AttemptDialog, spokenAttempt, purchaseNote, problemText, FollowPurchase };

/** The same with its words, in the page's language. */
export type AccountPart = typeof accountCode & { readonly say: WordsFor<"attempt" | "problem"> };
