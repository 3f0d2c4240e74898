"use client";

import { useEffect, useState } from "react";
import { useEnvironment } from "../frame/use-environment";

/** The shop's time, as old as `stepMs`; the device's until the shop has said. */
export function useShopNow(stepMs: number): number {
  const environment = useEnvironment();
  const [deviceMs, setDeviceMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setDeviceMs(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  if (environment === null) return deviceMs;
  return environment.clockOffsetMs === null ? Date.parse(environment.now) : deviceMs + environment.aheadMs;
}
