"use client";

import { usePathname } from "next/navigation";
import { useAdminAccount } from "./admin-account";
import { destinationsOf, isWithin } from "./destinations";
import styles from "./rail.module.css";

const words = { label: "Admin", shop: "See the shop" };

/** The parts of the admin: at the left on a wide screen, a bar in reach of the thumb on a phone. */
export function Rail() {
  const pathname = usePathname();
  const { role } = useAdminAccount();
  return (
    <nav aria-label={words.label} className={styles.rail}>
      <ul className={styles.list}>
        {destinationsOf(role).map((destination) => (
          <li key={destination.href}>
            <a
              className={styles.link}
              href={destination.href}
              aria-current={isWithin(pathname, destination) ? "page" : undefined}
            >
              {destination.title}
            </a>
          </li>
        ))}
      </ul>
      <a className={styles.shop} href="/">
        {words.shop}
      </a>
    </nav>
  );
}
