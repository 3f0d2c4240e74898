import type { RecordChange } from "../../log/ports";
import type { QueueMail } from "../../mail/ports";
import type { OrderView } from "../../orders/ports";
import type { Logger } from "../../platform/logger";
import type { ShopPool } from "../../platform/postgres";
import type { AccountsSettings } from "../accounts-settings";
import type { SessionDoor } from "../open-session";
import type { PassKeeper } from "../pass-keeper";
import type { PassRecall } from "../pass-recall";
import type { PasswordGuard } from "../password-guard";
import type { TokenKeys } from "../tokens/keys";

export interface OwnAccountParts {
  readonly pool: ShopPool;
  readonly keys: TokenKeys;
  readonly door: SessionDoor;
  readonly passes: PassKeeper;
  readonly guard: PasswordGuard;
  readonly recall: PassRecall;
  readonly settings: AccountsSettings;
  readonly logger: Pick<Logger, "error">;
  readonly queueMail: QueueMail;
  readonly recordChange: RecordChange;
  /** The account's orders, newest first; see lib/orders. */
  readonly listOrders: (
    accountId: string,
    page: { readonly before: number | null; readonly max: number },
  ) => Promise<readonly OrderView[]>;
  /** Real time. */
  readonly nowMs: () => number;
}
