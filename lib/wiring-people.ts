import { createUserDesk, type UserDesk } from "./accounts/admin-users/create-user-desk";
import { syncRevoked } from "./accounts/revoked/sync-revoked";
import { recordChange } from "./log/record-change";
import { queueMail } from "./mail/queue-mail";
import { queueOrderMails } from "./mail/queue-order-mails";
import { createOrderDesk, type OrderDesk } from "./orders/admin/create-order-desk";
import type { Core } from "./wiring-core";

/** What people have ordered, and who they are. */
export interface PeopleServices {
  readonly orders: OrderDesk;
  readonly users: UserDesk;
}

export function openPeople(core: Core): PeopleServices {
  const { clock, logger, payments, pool, redis, revoked } = core;
  return {
    orders: createOrderDesk({ pool, clock, payments, recordChange, queueOrderMails }),
    users: createUserDesk({
      pool,
      recordChange,
      queueMail,
      async tellProcesses() {
        try {
          await syncRevoked({ pool, redis });
          await revoked.refresh();
        } catch (error) {
          logger.warn({ err: error }, "processes could not be told who is suspended, the worker will");
        }
      },
    }),
  };
}
