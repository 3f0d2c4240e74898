import type { ReactNode } from "react";
import { ShopFrame } from "@/components/shell/shop-frame";

export default function ShopLayout({ children }: { readonly children: ReactNode }) {
  return <ShopFrame>{children}</ShopFrame>;
}
