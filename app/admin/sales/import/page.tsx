import type { Metadata } from "next";
import { ImportPage } from "@/components/admin/import/import-page";

export const metadata: Metadata = { title: "Import sales" };

export default function ImportRoute() {
  return <ImportPage />;
}
