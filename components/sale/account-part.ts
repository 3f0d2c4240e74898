import { AttemptDialog } from "./attempt-dialog";
import { spokenAttempt } from "./describe-attempt";
import { purchaseNote } from "./describe-purchase";
import { createPurchaseMachine } from "./purchase-machine";

/** What only a signed-in shopper needs: fetched apart from the page, which is the same for everybody. */
export const accountPart = { AttemptDialog, spokenAttempt, purchaseNote, createPurchaseMachine };

export type AccountPart = typeof accountPart;
