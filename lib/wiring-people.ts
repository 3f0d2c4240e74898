import { createUserDesk, type UserDesk } from "./accounts/admin-users/create-user-desk";
import { recordChange } from "./log/record-change";
import { queueMail } from "./mail/queue-mail";
import { queueOrderMails } from "./mail/queue-order-mails";
import { createOrderDesk, type OrderDesk } from "./orders/admin/create-order-desk";
import { openPassRecall } from "./wiring-accounts";
import type { Core } from "./wiring-core";

/** What people have ordered, and who they are. */
export interface PeopleServices {
  readonly orders: OrderDesk;
  readonly users: UserDesk;
}

export function openPeople(core: Core): PeopleServices {
  const { clock, payments, pool } = core;
  return {
    orders: createOrderDesk({ pool, clock, payments, recordChange, queueOrderMails }),
    users: createUserDesk({
      pool,
      recordChange,
      queueMail,
      tellProcesses: openPassRecall(core).tellProcesses,
    }),
  };
}
