import type { Metadata } from "next";
import { SettingsPage } from "@/components/admin/settings/settings-page";

export const metadata: Metadata = { title: "Settings" };

export default function SettingsRoute() {
  return <SettingsPage />;
}
