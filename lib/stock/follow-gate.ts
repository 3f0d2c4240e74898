import type { RedisClient } from "../platform/redis";
import { gateChannel, saleIdOfMessage } from "./keys";

/** Calls with each sale of which the gate's scripts announce that who was refused may be accepted now. */
export async function followGate(subscriber: RedisClient, onChange: (saleId: number) => void): Promise<void> {
  await subscriber.subscribe(gateChannel);
  subscriber.on("message", (channel: string, message: string) => {
    const saleId = channel === gateChannel ? saleIdOfMessage(message) : null;
    if (saleId !== null) onChange(saleId);
  });
}
