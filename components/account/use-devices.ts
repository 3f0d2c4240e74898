"use client";

import type { DevicesAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../api/use-answer";

export const devicesPath = "/api/auth/sessions";

/** Where the account is signed in. */
export function useDevices(): PolledAnswer<DevicesAnswer> {
  return useAnswer<DevicesAnswer>(devicesPath, () => 0);
}
