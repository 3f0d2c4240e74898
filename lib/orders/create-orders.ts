import type { ShopPool } from "../platform/postgres";
import { expireOrders } from "./expire-orders";
import { extendHold } from "./extend-hold";
import { findAttempt } from "./find-attempt";
import { findOrder, listOrders } from "./find-orders";
import { giveUpOrder } from "./give-up-order";
import { placeOrders } from "./place-orders";
import type { Orders } from "./ports";
import { readForGate } from "./read-for-gate";
import { recordLeave } from "./record-leave";
import { recordLine } from "./record-line";

/** The order book over a pool; it keeps nothing in memory. */
export function createOrders({ pool }: { readonly pool: ShopPool }): Orders {
  return {
    place: (saleId, requests, clockSpec) => placeOrders(pool, saleId, requests, clockSpec),
    recordLine: (saleId, joined, gone) => recordLine(pool, saleId, joined, gone),
    recordLeave: (saleId, epoch, loss) => recordLeave(pool, saleId, epoch, loss),
    expireDue: (max, clockSpec) => expireOrders(pool, max, clockSpec),
    giveUp: (orderId, accountId, clockSpec = "+0") => giveUpOrder(pool, orderId, accountId, clockSpec),
    extend: (orderId, accountId, clockSpec) => extendHold(pool, orderId, accountId, clockSpec),
    findForAccount: (orderId, accountId) => findOrder(pool, orderId, accountId),
    listForAccount: (accountId, page) => listOrders(pool, accountId, page),
    findAttempt: (attemptId) => findAttempt(pool, attemptId),
    readForGate: (saleId) => readForGate(pool, saleId),
  };
}
