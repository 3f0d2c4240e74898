"use client";

import { useCallback } from "react";
import { useEnvironment } from "../frame/use-environment";

/** The shop's time whenever asked: a device's clock may be wrong, and a test clock may have moved the shop's. */
export function useShopNow(): () => number {
  const environment = useEnvironment();
  return useCallback(() => {
    if (environment === null) return Date.now();
    const { clockOffsetMs, now, aheadMs } = environment;
    return clockOffsetMs === null ? Date.parse(now) : Date.now() + aheadMs;
  }, [environment]);
}
