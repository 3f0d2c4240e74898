import type { ComponentProps } from "react";
import { joinClasses } from "./join-classes";
import styles from "./page-frame.module.css";

/** Where the skip link lands: the id of every page's `main`. */
export const mainId = "main";

/** The page's one `main` landmark, as wide as the page. */
export function Main({ className, ...rest }: ComponentProps<"main">) {
  return <main {...rest} id={mainId} tabIndex={-1} className={joinClasses(styles.frame, styles.main, className)} />;
}

/** The same width and gutters for what stands outside of `main`. */
export function Frame({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={joinClasses(styles.frame, className)} />;
}

/** Seven columns beside five; one below the other on a narrow screen. */
export function Columns({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={joinClasses(styles.columns, className)} />;
}
