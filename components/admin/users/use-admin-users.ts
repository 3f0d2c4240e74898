"use client";

import type { AdminUser, AdminUsersAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";

function neverPoll(): number {
  return 0;
}

export function useAdminUsers(query: string): PolledAnswer<AdminUsersAnswer> {
  return useAnswer<AdminUsersAnswer>(`/api/admin/users${query === "" ? "" : `?${query}`}`, neverPoll);
}

export function adminUserPath(userId: string): string {
  return `/api/admin/users/${encodeURIComponent(userId)}`;
}

/** One account; null asks nothing. */
export function useAdminUser(userId: string | null): PolledAnswer<AdminUser> {
  return useAnswer<AdminUser>(userId === null ? null : adminUserPath(userId), neverPoll);
}
