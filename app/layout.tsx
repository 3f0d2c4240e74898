import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { themeScript } from "@/components/shell/theme-choice";
import "./globals.css";

const text = localFont({
  src: "../public/fonts/archivo-text.woff2",
  variable: "--archivo-text",
  weight: "400 800",
  display: "swap",
  adjustFontFallback: "Arial",
});

const clock = localFont({
  src: "../public/fonts/archivo-clock.woff2",
  variable: "--archivo-clock",
  weight: "750",
  display: "swap",
  // Digits only: the fallback's size is set by hand where the clock is shown.
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: "Zerohour · flash sales with a clock you can trust", template: "%s · Zerohour" },
  description: "Few units, a fixed start and fair rules. See what is on sale now, what opens next and how it works.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f3ec" },
    { media: "(prefers-color-scheme: dark)", color: "#12110d" },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    // The script below may set data-theme before React wakes up.
    <html lang="en" className={`${text.variable} ${clock.variable}`} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own that must run before paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
