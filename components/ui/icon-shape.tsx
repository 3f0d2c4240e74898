/** These stand apart from all other icons, so that the product page need not bring those along. */
export const checkPath = "M4 10.5l4 4 8-9";
export const clockPath = "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4h3";
export const warningPath = "M10 3l8 14H2zM10 8v4M10 14.4v.2";

interface IconShapeProps {
  readonly path: string;
  readonly size: number;
}

export function IconShape({ path, size }: IconShapeProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="miter"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none", alignSelf: "center" }}
    >
      <path d={path} />
    </svg>
  );
}
