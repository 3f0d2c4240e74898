import { accountOperations } from "./account-operations";
import { adminLogOperations } from "./admin-log-operations";
import { adminOrderOperations } from "./admin-order-operations";
import { adminSaleOperations } from "./admin-sale-operations";
import { adminUserOperations } from "./admin-user-operations";
import { apiKeyOperations } from "./api-key-operations";
import { auditOperations } from "./audit-operations";
import type { Operation } from "./operation";
import { operatorOperations } from "./operator-operations";
import { reminderOperations } from "./reminder-operations";
import { saleTableOperations } from "./sale-table-operations";
import { settingsOperations } from "./settings-operations";
import { shopperOperations } from "./shopper-operations";
import { uploadOperations } from "./upload-operations";

/** Every method of every address of the API. A test compares it with the folders and rules in app/api. */
export const operations: readonly Operation[] = [
  ...shopperOperations,
  ...accountOperations,
  ...reminderOperations,
  ...adminSaleOperations,
  ...auditOperations,
  ...saleTableOperations,
  ...adminOrderOperations,
  ...adminUserOperations,
  ...adminLogOperations,
  ...apiKeyOperations,
  ...settingsOperations,
  ...uploadOperations,
  ...operatorOperations,
];
