import { createAttemptLimit } from "../attempt-limit";
import { changePassword } from "./change-password";
import { deleteAccount } from "./delete-account";
import { exportData } from "./export-data";
import { forgotPassword } from "./forgot-password";
import type { OwnAccountParts } from "./own-account-parts";
import { changeDetails, readDetails } from "./own-details";
import type { OwnAccount } from "./ports";
import { resetPassword } from "./reset-password";
import { createMayBuy, sendVerification, verifyEmail, welcome } from "./verification";

export type { OwnAccountParts } from "./own-account-parts";

export function createOwnAccount(parts: OwnAccountParts): OwnAccount {
  const { settings } = parts;
  const forgotten = {
    perAccount: createAttemptLimit(settings.forgottenPerAccount),
    perAddress: createAttemptLimit(settings.forgottenPerAddress),
  };
  const verifications = createAttemptLimit(settings.verificationsPerAccount);
  return {
    forgotPassword: (email, visitor) => forgotPassword(parts, forgotten, email, visitor),
    resetPassword: (input) => resetPassword(parts, input),
    verifyEmail: (token) => verifyEmail(parts, token),
    sendVerification: (visitor) => sendVerification(parts, verifications, visitor),
    mayBuy: createMayBuy(parts),
    welcome: (account) => welcome(parts, account),
    readDetails: (visitor) => readDetails(parts, visitor),
    changeDetails: (visitor, change) => changeDetails(parts, visitor, change),
    changePassword: (visitor, input) => changePassword(parts, visitor, input),
    exportData: (visitor) => exportData(parts, visitor),
    deleteAccount: (visitor, input) => deleteAccount(parts, visitor, input),
  };
}
