import type { ReactNode } from "react";

interface PlainFormProps {
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string | number | null>>;
  readonly method?: "post" | "get";
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A form that the browser itself sends; what is hidden in it goes along, nothing for null. */
export function PlainForm({ action, hidden = {}, method = "post", className, children }: PlainFormProps) {
  return (
    <form method={method} action={action} className={className}>
      {Object.entries(hidden).map(
        ([name, value]) => value !== null && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
    </form>
  );
}
