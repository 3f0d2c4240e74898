import type { ComponentProps, MouseEvent, ReactNode } from "react";
import styles from "./button.module.css";
import { joinClasses } from "./join-classes";

/**
 * `primary` is the orange one: for buying and paying only. `solid` is the main act of any other page,
 * `plain` an outlined second, `quiet` reads as a link.
 */
export type ButtonKind = "primary" | "solid" | "plain" | "quiet";

export interface ButtonLook {
  readonly kind?: ButtonKind;
  readonly large?: boolean;
  /** Takes the whole width of its column. */
  readonly wide?: boolean;
}

/** The class names of a button's look, for links that act as buttons. */
export function buttonClasses({ kind = "plain", large = false, wide = false }: ButtonLook, className?: string): string {
  return joinClasses(
    styles.button,
    kind !== "plain" && styles[kind],
    large && styles.large,
    wide && styles.wide,
    className,
  );
}

interface ButtonProps extends ButtonLook, Omit<ComponentProps<"button">, "disabled"> {
  readonly children: ReactNode;
  /** The act is under way: shown and announced, and further clicks do nothing. */
  readonly busy?: boolean;
  /** Not possible now. The button keeps its focus and its place; `onUnavailable` may explain. */
  readonly unavailable?: boolean;
  readonly onUnavailable?: () => void;
}

/**
 * A button that never uses `disabled`, which would drop the focus of a keyboard user when its state flips.
 * While `busy` or `unavailable` it swallows clicks and form submissions instead.
 */
export function Button({
  kind,
  large,
  wide,
  busy = false,
  unavailable = false,
  onUnavailable,
  onClick,
  className,
  type = "button",
  children,
  ...rest
}: ButtonProps) {
  function handleClick(event: MouseEvent<HTMLButtonElement>): void {
    if (busy || unavailable) {
      event.preventDefault();
      if (unavailable) onUnavailable?.();
      return;
    }
    onClick?.(event);
  }
  return (
    <button
      {...rest}
      type={type}
      className={buttonClasses({ kind: kind ?? "plain", large: large ?? false, wide: wide ?? false }, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || unavailable || undefined}
      onClick={handleClick}
    >
      {children}
    </button>
  );
}
