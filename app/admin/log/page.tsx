import type { Metadata } from "next";
import { LogPage } from "@/components/admin/log/log-page";

export const metadata: Metadata = { title: "Log" };

export default function LogRoute() {
  return <LogPage />;
}
