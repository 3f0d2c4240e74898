import type { HotRoutes } from "@/lib/http/hot-lane";
import * as accountExport from "./account/export/route";
import * as accountPassword from "./account/password/route";
import * as account from "./account/route";
import * as accountVerification from "./account/verification/route";
import * as adminApiKeysId from "./admin/api-keys/[id]/route";
import * as adminApiKeys from "./admin/api-keys/route";
import * as adminEnvironment from "./admin/environment/route";
import * as adminLoad from "./admin/load/route";
import * as adminLogId from "./admin/log/[id]/route";
import * as adminLog from "./admin/log/route";
import * as adminLogVerify from "./admin/log/verify/route";
import * as adminLogCsv from "./admin/log.csv/route";
import * as adminOrdersIdRefund from "./admin/orders/[id]/refund/route";
import * as adminOrdersIdRelease from "./admin/orders/[id]/release/route";
import * as adminOrdersIdResendMail from "./admin/orders/[id]/resend-mail/route";
import * as adminOrdersId from "./admin/orders/[id]/route";
import * as adminOrdersRefund from "./admin/orders/refund/route";
import * as adminOrders from "./admin/orders/route";
import * as adminOrdersCsv from "./admin/orders.csv/route";
import * as adminSalesSlugActionsIdRetry from "./admin/sales/[slug]/actions/[id]/retry/route";
import * as adminSalesSlugActions from "./admin/sales/[slug]/actions/route";
import * as adminSalesSlugAudit from "./admin/sales/[slug]/audit/route";
import * as adminSalesSlugCancel from "./admin/sales/[slug]/cancel/route";
import * as adminSalesSlugDuplicate from "./admin/sales/[slug]/duplicate/route";
import * as adminSalesSlugEnd from "./admin/sales/[slug]/end/route";
import * as adminSalesSlugExtend from "./admin/sales/[slug]/extend/route";
import * as adminSalesSlugMonitor from "./admin/sales/[slug]/monitor/route";
import * as adminSalesSlugOrdersCsv from "./admin/sales/[slug]/orders.csv/route";
import * as adminSalesSlugPause from "./admin/sales/[slug]/pause/route";
import * as adminSalesSlugPreflight from "./admin/sales/[slug]/preflight/route";
import * as adminSalesSlugPublish from "./admin/sales/[slug]/publish/route";
import * as adminSalesSlugRestock from "./admin/sales/[slug]/restock/route";
import * as adminSalesSlugResume from "./admin/sales/[slug]/resume/route";
import * as adminSalesSlug from "./admin/sales/[slug]/route";
import * as adminSalesImport from "./admin/sales/import/route";
import * as adminSales from "./admin/sales/route";
import * as adminSalesSample from "./admin/sales/sample/route";
import * as adminSalesCsv from "./admin/sales.csv/route";
import * as adminSettings from "./admin/settings/route";
import * as adminSettingsTestMail from "./admin/settings/test-mail/route";
import * as adminUploads from "./admin/uploads/route";
import * as adminUsersIdRestore from "./admin/users/[id]/restore/route";
import * as adminUsersId from "./admin/users/[id]/route";
import * as adminUsersIdSuspend from "./admin/users/[id]/suspend/route";
import * as adminUsers from "./admin/users/route";
import * as attemptsAttemptId from "./attempts/[attemptId]/route";
import * as attempts from "./attempts/route";
import * as authForgotPassword from "./auth/forgot-password/route";
import * as authResetPassword from "./auth/reset-password/route";
import * as authSession from "./auth/session/route";
import * as authSessionsId from "./auth/sessions/[id]/route";
import * as authSessions from "./auth/sessions/route";
import * as authSignInEmail from "./auth/sign-in/email/route";
import * as authSignOut from "./auth/sign-out/route";
import * as authSignUpEmail from "./auth/sign-up/email/route";
import * as authVerifyEmail from "./auth/verify-email/route";
import * as demo from "./demo/route";
import * as healthLive from "./health/live/route";
import * as healthReady from "./health/ready/route";
import * as metrics from "./metrics/route";
import * as openapiJson from "./openapi.json/route";
import * as ordersIdCancel from "./orders/[id]/cancel/route";
import * as ordersIdExtend from "./orders/[id]/extend/route";
import * as ordersIdPay from "./orders/[id]/pay/route";
import * as ordersId from "./orders/[id]/route";
import * as orders from "./orders/route";
import * as remindersConfirm from "./reminders/confirm/route";
import * as reminders from "./reminders/route";
import * as remindersStop from "./reminders/stop/route";
import * as salesSlugAttempt from "./sales/[slug]/attempt/route";
import * as salesSlugAttemptsTicket from "./sales/[slug]/attempts/[ticket]/route";
import * as salesSlugReminder from "./sales/[slug]/reminder/route";
import * as salesSlugState from "./sales/[slug]/state/route";
import * as salesSlugTicket from "./sales/[slug]/ticket/route";
import * as sales from "./sales/route";
import * as testClock from "./test/clock/route";
import * as testSeed from "./test/seed/route";
import * as time from "./time/route";
import * as webhooksProvider from "./webhooks/[provider]/route";

/**
 * Every route of the API: the server answers them with these very functions, without Next in between. For the few a
 * crowd calls that is speed; for all of them it means the caller's address is known and a refusal is always a problem.
 */
export const hotRoutes: HotRoutes = {
  "/api/account/export": accountExport,
  "/api/account/password": accountPassword,
  "/api/account/verification": accountVerification,
  "/api/account": account,
  "/api/admin/api-keys/[id]": adminApiKeysId,
  "/api/admin/api-keys": adminApiKeys,
  "/api/admin/environment": adminEnvironment,
  "/api/admin/log": adminLog,
  "/api/admin/log.csv": adminLogCsv,
  "/api/admin/log/verify": adminLogVerify,
  "/api/admin/log/[id]": adminLogId,
  // Before `[slug]`, which would match them.
  "/api/admin/orders.csv": adminOrdersCsv,
  "/api/admin/orders/refund": adminOrdersRefund,
  "/api/admin/orders/[id]/refund": adminOrdersIdRefund,
  "/api/admin/orders/[id]/release": adminOrdersIdRelease,
  "/api/admin/orders/[id]/resend-mail": adminOrdersIdResendMail,
  "/api/admin/orders/[id]": adminOrdersId,
  "/api/admin/orders": adminOrders,
  "/api/admin/sales/[slug]/orders.csv": adminSalesSlugOrdersCsv,
  "/api/admin/users/[id]/restore": adminUsersIdRestore,
  "/api/admin/users/[id]/suspend": adminUsersIdSuspend,
  "/api/admin/users/[id]": adminUsersId,
  "/api/admin/users": adminUsers,
  "/api/admin/sales/import": adminSalesImport,
  "/api/admin/sales/sample": adminSalesSample,
  "/api/admin/sales/[slug]/actions/[id]/retry": adminSalesSlugActionsIdRetry,
  "/api/admin/sales/[slug]/actions": adminSalesSlugActions,
  "/api/admin/sales/[slug]/audit": adminSalesSlugAudit,
  "/api/admin/sales/[slug]/cancel": adminSalesSlugCancel,
  "/api/admin/sales/[slug]/duplicate": adminSalesSlugDuplicate,
  "/api/admin/sales/[slug]/end": adminSalesSlugEnd,
  "/api/admin/sales/[slug]/extend": adminSalesSlugExtend,
  "/api/admin/sales/[slug]/monitor": adminSalesSlugMonitor,
  "/api/admin/sales/[slug]/pause": adminSalesSlugPause,
  "/api/admin/sales/[slug]/preflight": adminSalesSlugPreflight,
  "/api/admin/sales/[slug]/publish": adminSalesSlugPublish,
  "/api/admin/sales/[slug]/restock": adminSalesSlugRestock,
  "/api/admin/sales/[slug]/resume": adminSalesSlugResume,
  "/api/admin/sales/[slug]": adminSalesSlug,
  "/api/admin/sales": adminSales,
  "/api/admin/sales.csv": adminSalesCsv,
  "/api/admin/settings/test-mail": adminSettingsTestMail,
  "/api/admin/load": adminLoad,
  "/api/admin/settings": adminSettings,
  "/api/admin/uploads": adminUploads,
  "/api/attempts": attempts,
  "/api/attempts/[attemptId]": attemptsAttemptId,
  "/api/auth/forgot-password": authForgotPassword,
  "/api/auth/reset-password": authResetPassword,
  "/api/auth/session": authSession,
  "/api/auth/sessions/[id]": authSessionsId,
  "/api/auth/sessions": authSessions,
  "/api/auth/sign-in/email": authSignInEmail,
  "/api/auth/sign-out": authSignOut,
  "/api/auth/sign-up/email": authSignUpEmail,
  "/api/auth/verify-email": authVerifyEmail,
  "/api/demo": demo,
  "/api/health/live": healthLive,
  "/api/health/ready": healthReady,
  "/api/metrics": metrics,
  "/api/openapi.json": openapiJson,
  "/api/orders/[id]/cancel": ordersIdCancel,
  "/api/orders/[id]/extend": ordersIdExtend,
  "/api/orders/[id]/pay": ordersIdPay,
  "/api/orders/[id]": ordersId,
  "/api/orders": orders,
  "/api/reminders/confirm": remindersConfirm,
  "/api/reminders/stop": remindersStop,
  "/api/reminders": reminders,
  "/api/sales/[slug]/attempt": salesSlugAttempt,
  "/api/sales/[slug]/attempts/[ticket]": salesSlugAttemptsTicket,
  "/api/sales/[slug]/reminder": salesSlugReminder,
  "/api/sales/[slug]/state": salesSlugState,
  "/api/sales/[slug]/ticket": salesSlugTicket,
  "/api/sales": sales,
  "/api/test/clock": testClock,
  "/api/test/seed": testSeed,
  "/api/time": time,
  "/api/webhooks/[provider]": webhooksProvider,
};
