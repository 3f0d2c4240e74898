import type { ComponentProps } from "react";
import styles from "./clipped-card.module.css";
import { joinClasses } from "./join-classes";
import type { Tone } from "./status-line";

interface ClippedCardProps extends ComponentProps<"div"> {
  readonly tone?: Tone;
  /** A 2 px ink outline instead of the hairline. */
  readonly strong?: boolean;
  /** The element to be: a plain box, a landmark section or an article. */
  readonly as?: "div" | "section" | "article" | "aside";
}

/** The shop's one container: a ticket with a cut corner. */
export function ClippedCard({
  tone = "plain",
  strong = false,
  as: Element = "div",
  className,
  ...rest
}: ClippedCardProps) {
  return (
    <Element
      {...rest}
      data-tone={tone}
      data-weight={strong ? "strong" : undefined}
      className={joinClasses(styles.card, className)}
    />
  );
}
