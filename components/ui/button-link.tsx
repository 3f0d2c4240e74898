import type { ComponentProps } from "react";
import { type ButtonLook, buttonClasses } from "./button";

type ButtonLinkProps = ButtonLook & ComponentProps<"a">;

/**
 * A link that looks like a button: it goes somewhere, it does not do something. Like every link of the shop it is a
 * plain one: pages are small, static and cached, and nothing is fetched ahead for a crowd that will not go there.
 */
export function ButtonLink({
  kind = "plain",
  large = false,
  wide = false,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <a {...rest} className={buttonClasses({ kind, large, wide }, className)}>
      {children}
    </a>
  );
}
