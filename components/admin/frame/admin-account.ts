"use client";

import { createContext, useContext } from "react";
import type { Role } from "@/lib/domain";

/** Who works in the admin, as the server found it when the page was drawn. Every handler checks again for itself. */
export interface AdminAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

const AdminAccountContext = createContext<AdminAccount | null>(null);

export const AdminAccountProvider = AdminAccountContext.Provider;

export function useAdminAccount(): AdminAccount {
  const account = useContext(AdminAccountContext);
  if (account === null) throw new Error("useAdminAccount needs AdminFrame above it");
  return account;
}
