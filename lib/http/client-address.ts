import { isIP } from "node:net";
import type { HttpRequest } from "./message";

/**
 * The network address a request counts for, or null when nobody can say. X-Forwarded-For is written by whoever likes
 * to, so only as many of its entries are believed, from the right, as there are proxies of our own: each of them
 * appends the address it was called from. IPv6 counts by its /64, because one customer has at least that many.
 */
export function clientAddress(
  request: Pick<HttpRequest, "header" | "peerAddress">,
  trustedProxyHops: number,
): string | null {
  const forwarded = trustedProxyHops > 0 ? forwardedAddress(request.header("x-forwarded-for"), trustedProxyHops) : null;
  return forwarded ?? networkOf(request.peerAddress);
}

/** The entry our outermost proxy wrote; null when the list is shorter, for then the request came past the proxies. */
function forwardedAddress(list: string | null, hops: number): string | null {
  return networkOf(list?.split(",").at(-hops)?.trim() ?? null);
}

function networkOf(address: string | null): string | null {
  if (address === null) return null;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  switch (isIP(plain)) {
    case 4:
      return plain;
    case 6:
      return `${firstGroups(plain, 4)}::/64`;
    default:
      return null;
  }
}

/** The first groups of a valid IPv6 address, without leading zeros, whatever way it was written. */
function firstGroups(address: string, count: number): string {
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const headGroups = head === "" ? [] : head.split(":");
  const tailGroups = tail === undefined || tail === "" ? [] : tail.split(":");
  // An IPv4 tail fills two groups; it stands at the end and never among the first four of a written-out address.
  const tailLength = tailGroups.length + (tailGroups.at(-1)?.includes(".") ? 1 : 0);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - headGroups.length - tailLength)).fill("0");
  const groups = [...headGroups, ...zeros, ...tailGroups].slice(0, count);
  return groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}
