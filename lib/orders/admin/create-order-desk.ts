import type { AdminOrderAnswer, AdminOrdersAnswer, CsvValue, RefundResult } from "../../domain";
import type { LogActor } from "../../log/ports";
import { exportAdminOrders } from "./export-admin-orders";
import { type AdminOrdersWish, listAdminOrders } from "./list-admin-orders";
import type { OrderDeskParts, StoreWish, VerbOutcome } from "./order-desk-parts";
import type { OrderFilter } from "./order-filter";
import { readAdminOrder } from "./read-admin-order";
import { type RefundByStore, refundByStore } from "./refund-by-store";
import { refundOrders } from "./refund-orders";
import { releaseByStore } from "./release-by-store";
import { resendMail } from "./resend-mail";

/** Orders as the store's people see and change them. */
export interface OrderDesk {
  list(wish: AdminOrdersWish): Promise<AdminOrdersAnswer>;
  read(orderId: string): Promise<AdminOrderAnswer | null>;
  refund(wish: StoreWish): Promise<RefundByStore>;
  refundAll(
    wish: Omit<StoreWish, "orderId"> & { readonly orderIds: readonly string[] },
  ): Promise<readonly RefundResult[]>;
  release(wish: StoreWish): Promise<VerbOutcome>;
  resendMail(orderId: string, actor: LogActor): Promise<VerbOutcome>;
  /** Every order of a filter for a file, and an entry in the log: whole addresses leave the shop. */
  exportRows(filter: OrderFilter, actor: LogActor): Promise<AsyncIterable<readonly (readonly CsvValue[])[]>>;
}

export function createOrderDesk(parts: OrderDeskParts): OrderDesk {
  return {
    list: (wish) => listAdminOrders(parts.pool, wish),
    read: (orderId) => readAdminOrder(parts.pool, orderId),
    refund: (wish) => refundByStore(parts, wish),
    refundAll: (wish) => refundOrders(parts, wish),
    release: (wish) => releaseByStore(parts, wish),
    resendMail: (orderId, actor) => resendMail(parts, orderId, actor),
    async exportRows(filter, actor) {
      const object = filter.saleSlug === null ? "orders:all" : `sale:${filter.saleSlug}`;
      const after = { ...filter };
      await parts.pool.transaction((client) =>
        parts.recordChange(client, { actor, verb: "export_orders", object, before: null, after }),
      );
      return exportAdminOrders(parts.pool, filter);
    },
  };
}
