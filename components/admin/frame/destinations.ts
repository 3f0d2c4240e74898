import type { Role } from "@/lib/domain";

export interface Destination {
  readonly title: string;
  readonly href: string;
  /** Marketers do not see what only administrators may open. */
  readonly adminOnly: boolean;
}

/** Where the rail leads, in its order. */
export const destinations: readonly Destination[] = [
  { title: "Sales", href: "/admin", adminOnly: false },
  { title: "Orders", href: "/admin/orders", adminOnly: false },
  { title: "Users", href: "/admin/users", adminOnly: true },
  { title: "Log", href: "/admin/log", adminOnly: false },
  { title: "Settings", href: "/admin/settings", adminOnly: true },
];

export function destinationsOf(role: Role): readonly Destination[] {
  return destinations.filter(({ adminOnly }) => role === "admin" || !adminOnly);
}

/** The destination a page belongs to: sales have pages of their own below /admin/sales. */
export function isWithin(pathname: string, { href }: Destination): boolean {
  if (href === "/admin") return pathname === href || pathname.startsWith("/admin/sales");
  return pathname === href || pathname.startsWith(`${href}/`);
}
